package io.retort.teachers.tribuo.file;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.retort.core.Echo;
import io.retort.teachers.file.DamagedModelException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A message that names a class, which Tribuo would load and initialise, and data for it. There is
 * one for each thing of which there are kinds: models, nodes, features, outputs and so on.
 *
 * @param what what the class should be, such as {@code node}
 * @param className the name, of any class at all
 * @param data the data
 */
record TypedMessage(String what, String className, Any data) {
  static TypedMessage of(String what, Message message) {
    var type = message.getDescriptorForType();
    return new TypedMessage(
        what,
        (String) message.getField(type.findFieldByName("class_name")),
        (Any) message.getField(type.findFieldByName("serialized_data")));
  }

  boolean is(Class<?> type) {
    return className.equals(type.getName());
  }

  /** Refuses all classes but these. */
  TypedMessage oneOf(Class<?>... allowed) throws DamagedModelException {
    for (Class<?> type : allowed) {
      if (is(type)) {
        return this;
      }
    }
    throw new DamagedModelException(
        "it holds a "
            + Echo.quoted(className)
            + " where its "
            + what
            + " must be one of "
            + Arrays.stream(allowed).map(Class::getName).collect(Collectors.joining(", ")));
  }

  boolean holds(Class<? extends Message> type) {
    return data.is(type);
  }

  <M extends Message> M content(Class<M> type) throws DamagedModelException {
    try {
      return data.unpack(type);
    } catch (InvalidProtocolBufferException misfit) {
      throw new DamagedModelException(
          "the data of a " + what + " is none for a " + className, misfit);
    }
  }

  /** Some have no data. */
  void empty() throws DamagedModelException {
    DamagedModelException.unless(
        data.getValue().isEmpty(), "there is data for a " + what + ", which has none");
  }
}
