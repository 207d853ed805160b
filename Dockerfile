# corong and git in a small image with a shell, for a CI that runs containers:
#
#   docker build -t corong .
#   docker run --rm -v "$PWD:/work" corong corong check
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked && cp target/release/corong /corong

FROM alpine:3
# The folder that is mounted belongs to somebody else than who runs here.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /corong /usr/local/bin/corong
WORKDIR /work
CMD ["corong", "check"]
