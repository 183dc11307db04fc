package com.example.filters;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** Filters of an enterprise, written against the official SDK alone. */
public final class Filters {

    private Filters() {
    }

    /** Denies, and continues the chain all the same, as the SDK's own sample does. */
    public static final class Stop implements PluginFilter {

        @Override
        public String name() {
            return "Stop";
        }

        @Override
        public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
            response.setStatusCode(401);
            response.setHeader("x-reason", request.getConfig(this));
            response.setBody("{\"denied\":\"größe\"}");
            chain.filter(request, response);
        }

        @Override
        public List<String> requiredVars() {
            return null;
        }

        @Override
        public Boolean requiredBody() {
            return null;
        }

    }

    /** Rewrites everything, from variables and the body. */
    public static final class Rewrite implements PluginFilter {

        @Override
        public String name() {
            return "Rewrite";
        }

        @Override
        public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
            request.setPath("/rewritten");
            request.setHeader("X-Consumer", request.getVars("consumer_name"));
            request.setHeader("X-Gone", null);
            request.setArg("length", Integer.toString(request.getBody().length()));
            request.setArg("gone", null);
            chain.filter(request, response);
        }

        @Override
        public List<String> requiredVars() {
            return List.of("consumer_name", "route_id");
        }

        @Override
        public Boolean requiredBody() {
            return true;
        }

    }

    /** Continues from a thread of its own, after it has returned. */
    public static final class Asynchronous implements PluginFilter {

        @Override
        public String name() {
            return "Asynchronous";
        }

        @Override
        public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
            CompletableFuture.supplyAsync(() -> "found").thenAccept((value) -> {
                request.setHeader("X-Async", value);
                chain.filter(request, response);
            });
        }

        @Override
        public void postFilter(PostRequest request, PostResponse response, PluginFilterChain chain) {
            CompletableFuture.supplyAsync(() -> "response_body").thenAccept((body) -> {
                response.setBody(body);
                chain.postFilter(request, response);
            });
        }

    }

    /** Reads the upstream's response and replaces it. */
    public static final class Post implements PluginFilter {

        @Override
        public String name() {
            return "Post";
        }

        @Override
        public void postFilter(PostRequest request, PostResponse response, PluginFilterChain chain) {
            response.setHeader("x-was", request.getUpstreamStatusCode() + " "
                    + request.getUpstreamHeaders().get("Content-Type") + " " + request.getVars("route_id"));
            response.setBody("changed: " + request.getBody());
            response.setStatusCode(201);
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

}
