# Three images from one build: the runner (the last stage, so the default), and by --target the provider simulator and
# apisix-conf, which configures APISIX. What the stages do beyond copying stands in docker/image, and runs in the tests as
# well (ContainerImageTest).

# The JRE that the runner is trained on must be the one that it runs on, so both are named once.
ARG JRE=eclipse-temurin:25.0.4_7-jre-noble

FROM maven:3.9.16-eclipse-temurin-25-noble AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true package -pl runner,simulator,apisix-conf -am
RUN docker/image/lay-out runner/target/llm-runner-*-exec.jar image

FROM ${JRE} AS simulator
COPY --from=build /build/simulator/target/llm-simulator-*-exec.jar /opt/llm-simulator.jar
USER 10637:10637
EXPOSE 9099
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "/opt/llm-simulator.jar", "--host", "0.0.0.0"]

FROM ${JRE} AS apisix-conf
WORKDIR /opt/apisix-conf
COPY docker/image/configure ./
COPY --from=build /build/apisix-conf/target/llm-apisix-conf-*-exec.jar ./apisix-conf.jar
USER 10638:10638
ENTRYPOINT ["./configure"]

FROM ${JRE} AS runner
# 636 is the group that APISIX' workers have in the apache/apisix images: the socket's mode 0660 is then enough.
# The folders: for the socket, for journal and epoch file, and for jars with filters of your own.
RUN groupadd --gid 636 apisix \
    && useradd --uid 10636 --gid 636 --no-create-home --shell /usr/sbin/nologin llm-gateway \
    && install -d -o 10636 -g 636 -m 0750 /run/llm-gateway /var/lib/llm-gateway \
    && install -d -o 10636 -g 636 -m 0755 /opt/llm-gateway /opt/llm-gateway/filters
WORKDIR /opt/llm-gateway
USER 10636:636
COPY --from=build /build/image/dependencies/ ./
COPY --from=build /build/image/application/ ./
RUN ./train
ENV LLM_SOCKET_PATH=/run/llm-gateway/runner.sock
VOLUME /var/lib/llm-gateway
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["./health"]
ENTRYPOINT ["./start"]
