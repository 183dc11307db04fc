package com.example.filters;

import java.util.List;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.stereotype.Component;

/** Asks for variables, one of them unknown, and the body; changes path, headers, args. */
@Component
public class GoldenFilter implements PluginFilter {

    @Override
    public String name() {
        return "GoldenFilter";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        if (request.getVars("nosuchvar") != null || request.getVars("remote_addr") == null) {
            throw new IllegalStateException("variables of another request");
        }
        request.getBody();
        request.setPath("/v1/chat/completions");
        request.setHeader("X-Remove", null);
        request.setHeader("X-Tier", "b");
        request.setArg("narg", "v ü");
        chain.filter(request, response);
    }

    @Override
    public List<String> requiredVars() {
        return List.of("remote_addr", "consumer_name", "route_id", "nosuchvar");
    }

    @Override
    public Boolean requiredBody() {
        return true;
    }

}
