package io.retort.runtime.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Records as JSON, with keys in the spelling of configurations. JSON has no NaN: null stands for
 * it.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .addModule(new SimpleModule().addSerializer(Double.class, new FiniteDouble()))
          .build();

  private Json() {}

  /**
   * A value in one line.
   *
   * @param value a record of records, lists, maps, text and numbers
   * @return JSON without a line break
   */
  public static String line(Object value) {
    return write(value, false);
  }

  /**
   * A value for people to read.
   *
   * @param value a record of records, lists, maps, text and numbers
   * @return JSON in several lines
   */
  public static String pretty(Object value) {
    return write(value, true) + "\n";
  }

  /**
   * Reads what was written.
   *
   * @param json the text
   * @param type the record
   * @param <T> the record
   * @return the record
   * @throws JsonProcessingException if the text is none
   */
  public static <T extends Record> T read(String json, Class<T> type)
      throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  private static String write(Object value, boolean pretty) {
    try {
      return pretty
          ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value)
          : MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", impossible);
    }
  }

  /** Writes what is not a number as null. */
  private static final class FiniteDouble extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    FiniteDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
