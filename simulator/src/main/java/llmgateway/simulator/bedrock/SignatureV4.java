package llmgateway.simulator.bedrock;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import llmgateway.simulator.api.SignedRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A signature of AWS, computed anew (IAM User Guide, "Create a signed AWS API request",
 * read in November 2026).
 */
final class SignatureV4 {

    private static final Pattern AUTHORIZATION = Pattern
        .compile("AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<scope>(?<date>[0-9]{8})/(?<region>[a-z0-9-]+)"
                + "/(?<service>bedrock)/aws4_request), SignedHeaders=(?<signed>\\S+), Signature=(?<signature>[0-9a-f]{64})");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
        .withZone(ZoneOffset.UTC);

    private static final Duration VALID = Duration.ofMinutes(5);

    private static final String SESSION_TOKEN = "x-amz-security-token";

    private final Matcher parts;

    private SignatureV4(Matcher parts) {
        this.parts = parts;
    }

    /** The one in the header {@code Authorization}; empty where there is none. */
    static Optional<SignatureV4> of(HttpFields headers) {
        Matcher parts = AUTHORIZATION.matcher(Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)).orElse(""));
        return parts.matches() ? Optional.of(new SignatureV4(parts)) : Optional.empty();
    }

    String accessKeyId() {
        return this.parts.group("key");
    }

    boolean isFresh(SignedRequest request, Instant now) {
        try {
            Instant made = TIME.parse(header(request, "x-amz-date"), Instant::from);
            return Duration.between(made, now).abs().compareTo(VALID) <= 0;
        }
        catch (DateTimeException ex) {
            return false;
        }
    }

    boolean isOf(SignedRequest request, String secret) {
        Set<String> signed = Set.of(this.parts.group("signed").split(";", -1));
        boolean whole = signed.contains("host") && signed.contains("x-amz-date")
                && (signed.contains(SESSION_TOKEN) || !request.headers().contains(SESSION_TOKEN))
                && header(request, "x-amz-content-sha256").equals(hash(request.body()));
        return whole && computed(request, secret).equals(this.parts.group("signature"));
    }

    private String computed(SignedRequest request, String secret) {
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", header(request, "x-amz-date"), this.parts.group("scope"),
                hash(bytes(canonical(request))));
        byte[] key = bytes("AWS4" + secret);
        for (String part : List.of(this.parts.group("date"), this.parts.group("region"), this.parts.group("service"),
                "aws4_request", toSign)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(key);
    }

    private String canonical(SignedRequest request) {
        String signed = this.parts.group("signed");
        String headers = Arrays.stream(signed.split(";", -1))
            .map((name) -> name + ":" + header(request, name) + "\n")
            .collect(Collectors.joining());
        List<String> query = new ArrayList<>(List.of(request.query().split("&", -1)));
        query.sort(null);
        return String.join("\n", request.method(), encodedAgain(request.path()), String.join("&", query), headers,
                signed, hash(request.body()));
    }

    private static String header(SignedRequest request, String name) {
        return request.headers()
            .getValuesList(name)
            .stream()
            .map((value) -> value.strip().replaceAll(" +", " "))
            .collect(Collectors.joining(","));
    }

    /** Of every service but S3, whose paths are taken as they are. */
    private static String encodedAgain(String path) {
        StringBuilder encoded = new StringBuilder(path.length());
        for (byte octet : bytes(path)) {
            boolean kept = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z')
                    || (octet >= '0' && octet <= '9') || "-._~/".indexOf(octet) >= 0;
            encoded.append(kept ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
        }
        return encoded.toString();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
