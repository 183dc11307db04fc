package com.example.filters;

import java.util.Map;

import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.stereotype.Component;

/** Answers in place of the upstream, as configured. */
@Component
public class ResponseFilter implements PluginFilter {

    @Override
    public String name() {
        return "ResponseFilter";
    }

    @Override
    public void postFilter(PostRequest request, PostResponse response, PluginFilterChain chain) {
        Map<String, Object> conf = JsonParserFactory.getJsonParser().parseMap(request.getConfig(this));
        response.setStatusCode(Integer.parseInt(conf.get("response_code").toString()));
        response.setBody(conf.get("response_body").toString());
        response.setHeader(conf.get("response_header_name").toString(), conf.get("response_header_value").toString());
        chain.postFilter(request, response);
    }

}
