package com.example.filters.scanned;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

import org.springframework.stereotype.Component;

/** A filter of an enterprise that the runner finds by {@code llm.plugins.packages}. */
@Component
public class ScannedFilter implements PluginFilter {

    @Override
    public String name() {
        return "ScannedFilter";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        request.setHeader("X-Scanned", request.getConfig(this));
        chain.filter(request, response);
    }

}
