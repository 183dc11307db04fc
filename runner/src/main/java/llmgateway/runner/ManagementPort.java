package llmgateway.runner;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import llmgateway.runner.handover.FixedPort;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Where health is asked for: from the successor, once there is one. */
@Component
class ManagementPort implements FixedPort, ApplicationListener<WebServerInitializedEvent> {

    private final List<WebServer> servers = new CopyOnWriteArrayList<>();

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        this.servers.add(event.getWebServer());
    }

    @Override
    public void release() {
        this.servers.forEach(WebServer::stop);
    }

    @Override
    public boolean isBusy() {
        return false;
    }

}
