# syntax=docker/dockerfile:1
# docs/library.md says how to use it, and what of it is tested.
FROM python:3.11-slim AS build
ARG EXTRAS=documents
COPY pyproject.toml README.md LICENSE /src/
COPY summarizer /src/summarizer
COPY prompts /src/prompts
RUN python -m venv /opt/summarizer \
    && /opt/summarizer/bin/pip install --no-cache-dir --no-compile "/src[${EXTRAS}]"

FROM python:3.11-slim
# Whoever it runs as may write where it works and keep answers: docker run --user "$(id -u)"
RUN useradd --no-create-home --uid 10001 summarizer \
    && install -d -m 1777 /work /cache
COPY --from=build /opt/summarizer /opt/summarizer
ENV PATH=/opt/summarizer/bin:$PATH \
    XDG_CACHE_HOME=/cache \
    PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /cache
WORKDIR /work
ENTRYPOINT ["summarize"]
CMD ["--help"]
