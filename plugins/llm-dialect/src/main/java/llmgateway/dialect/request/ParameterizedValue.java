package llmgateway.dialect.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header value of the form {@code value; name=token; name="quoted"} (RFC 9110 section
 * 5.6.6, RFC 6266). A backslash stands for itself; where readers disagree on it, before a
 * quote, the whole value is refused.
 *
 * @param value in lower case
 * @param parameters in order, names in lower case, none twice
 */
record ParameterizedValue(String value, List<Parameter> parameters) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static final Pattern VALUE = Pattern.compile("[ \\t]*(" + TOKEN + "(?:/" + TOKEN + ")?)[ \\t]*");

    private static final Pattern PARAMETER = Pattern
        .compile(";[ \\t]*(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"]*+)\")[ \\t]*");

    ParameterizedValue {
        parameters = List.copyOf(parameters);
    }

    /**
     * @return empty if the text is not of that form
     */
    static Optional<ParameterizedValue> parse(String text) {
        Matcher value = VALUE.matcher(text);
        if (!value.lookingAt()) {
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>();
        int at = value.end();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.region(at, text.length()).lookingAt()) {
            String name = parameter.group(1).toLowerCase(Locale.ROOT);
            if (parameters.stream().anyMatch((earlier) -> earlier.name().equals(name))) {
                return Optional.empty();
            }
            String token = parameter.group(2);
            String quoted = parameter.group(3);
            if (quoted != null && quoted.endsWith("\\")) {
                return Optional.empty();
            }
            parameters.add(new Parameter(name, (token != null) ? token : quoted));
            at = parameter.end();
        }
        boolean complete = text.substring(at).isBlank() || text.substring(at).strip().equals(";");
        return complete ? Optional.of(new ParameterizedValue(value.group(1).toLowerCase(Locale.ROOT), parameters))
                : Optional.empty();
    }

    Optional<String> parameter(String name) {
        return this.parameters.stream()
            .filter((parameter) -> parameter.name().equals(name))
            .map(Parameter::value)
            .findFirst();
    }

    record Parameter(String name, String value) {
    }

}
