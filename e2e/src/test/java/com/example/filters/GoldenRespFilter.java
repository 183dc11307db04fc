package com.example.filters;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.stereotype.Component;

/** Changes status, a header and the body of a response. */
@Component
public class GoldenRespFilter implements PluginFilter {

    @Override
    public String name() {
        return "GoldenRespFilter";
    }

    @Override
    public void postFilter(PostRequest request, PostResponse response, PluginFilterChain chain) {
        response.setStatusCode(201);
        response.setHeader("X-Post", (request.getVars("route_id") != null) ? "seen" : "no route");
        response.setBody("changed: " + request.getBody(StandardCharsets.UTF_8));
        chain.postFilter(request, response);
    }

    @Override
    public List<String> requiredVars() {
        return List.of("route_id");
    }

    @Override
    public Boolean requiredRespBody() {
        return true;
    }

}
