package llmgateway.dialect.format;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** Reads the vectors of an answer. */
public final class Vectors {

    private Vectors() {
    }

    /**
     * @param lists an array of arrays of numbers
     * @throws UnreadableAnswer if it is anything else
     */
    public static List<double[]> of(JsonNode lists) {
        if (!lists.isArray()) {
            throw new UnreadableAnswer("no list of embeddings");
        }
        List<double[]> vectors = new ArrayList<>(lists.size());
        lists.forEach((numbers) -> vectors.add(vector(numbers)));
        return vectors;
    }

    /**
     * @param numbers an array of them
     * @throws UnreadableAnswer if it is anything else
     */
    public static double[] vector(JsonNode numbers) {
        double[] vector = new double[numbers.size()];
        int at = 0;
        for (JsonNode number : numbers) {
            if (!numbers.isArray() || !number.isNumber()) {
                throw new UnreadableAnswer("an embedding of something else than numbers");
            }
            vector[at++] = number.doubleValue();
        }
        if (at == 0) {
            throw new UnreadableAnswer("an embedding without numbers");
        }
        return vector;
    }

}
