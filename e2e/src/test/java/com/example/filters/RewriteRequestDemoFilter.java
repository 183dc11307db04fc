package com.example.filters;

import java.util.List;
import java.util.Map;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.stereotype.Component;

/** Rewrites path, one header and one argument, as configured. */
@Component
public class RewriteRequestDemoFilter implements PluginFilter {

    @Override
    public String name() {
        return "RewriteRequestDemoFilter";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        Map<String, Object> conf = JsonParserFactory.getJsonParser().parseMap(request.getConfig(this));
        request.setPath(conf.get("rewrite_path").toString());
        request.setHeader(conf.get("conf_header_name").toString(), conf.get("conf_header_value").toString());
        request.setArg(conf.get("conf_arg_name").toString(), conf.get("conf_arg_value").toString());
        request.getVars("remote_addr");
        request.getVars("server_port");
        request.getBody();
        chain.filter(request, response);
    }

    @Override
    public List<String> requiredVars() {
        return List.of("remote_addr", "server_port");
    }

    @Override
    public Boolean requiredBody() {
        return true;
    }

}
