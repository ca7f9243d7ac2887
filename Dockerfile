# Stage 1 builds one static binary; stage 2 holds it and nothing else.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -tags goolm,timetzdata -ldflags "-s -w" -o out/briefingbot ./bot
RUN mkdir -p out/etc/ssl/certs out/data && cp /etc/ssl/certs/ca-certificates.crt out/etc/ssl/certs/
RUN printf 'briefingbot:x:65532:65532::/data:/none\n' > out/etc/passwd
RUN printf 'data: /data\nweb:\n  listen: 0.0.0.0:8470\n  public_url: http://localhost:8470\n' > out/etc/briefingbot.yaml
RUN chmod 0755 out out/etc out/briefingbot && chown 65532:65532 out/data && chmod 0700 out/data

FROM scratch
COPY --from=build /src/out/ /
ENV BRIEFINGBOT_CONFIG=/etc/briefingbot.yaml
USER 65532:65532
VOLUME /data
EXPOSE 8470
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/briefingbot", "health"]
ENTRYPOINT ["/briefingbot"]
CMD ["serve"]
