package com.example.filters;

import java.util.Map;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.stereotype.Component;

/** Answers in place of any upstream, as configured. */
@Component
public class StopRequestDemoFilter implements PluginFilter {

    @Override
    public String name() {
        return "StopRequestDemoFilter";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        Map<String, Object> conf = JsonParserFactory.getJsonParser().parseMap(request.getConfig(this));
        response.setStatusCode(Integer.parseInt(conf.get("stop_response_code").toString()));
        response.setHeader(conf.get("stop_response_header_name").toString(),
                conf.get("stop_response_header_value").toString());
        response.setBody(conf.get("stop_response_body").toString());
        chain.filter(request, response);
    }

}
