package llmgateway.apisix.toggle;

import java.util.Optional;

import llmgateway.apisix.settings.ExtPlugins;

/**
 * The plugins of a consumer or consumer group.
 *
 * @param plugins those that its calls meet
 * @param source what they come from: itself, its group or the route, as a path of the
 * Admin API
 */
public record SubjectPlugins(ExtPlugins plugins, String source) {

    static SubjectPlugins of(String subject, Optional<ExtPlugins> own, SubjectPlugins inherited) {
        return own.map((plugins) -> new SubjectPlugins(plugins, subject)).orElse(inherited);
    }

}
