package llmgateway.simulator.generation;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.CRC32;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An embedding of length one, made from its text alone. */
public final class SampleVector {

    private SampleVector() {
    }

    public static float[] of(String text, int dimensions) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(crc.getValue());
        float[] vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = random.nextFloat(-1, 1);
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    public static ArrayNode numbers(float[] vector) {
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

}
