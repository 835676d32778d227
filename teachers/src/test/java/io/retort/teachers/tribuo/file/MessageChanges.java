package io.retort.teachers.tribuo.file;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.classification.protos.LabelProto;
import org.tribuo.common.tree.protos.LeafNodeProto;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.xgboost.protos.XGBoostModelProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.RealIDInfoProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;
import org.tribuo.regression.libsvm.protos.LibSVMRegressionModelProto;
import org.tribuo.regression.protos.DimensionTupleProto;
import org.tribuo.regression.protos.ImmutableRegressionInfoProto;
import org.tribuo.regression.protos.RegressorProto;
import org.tribuo.regression.rtree.protos.IndependentRegressionTreeModelProto;

/** Changes messages at every depth, also those that are packed into others. */
final class MessageChanges {
  /** The messages inside of messages, which the fields' types do not tell. */
  private static final List<Message> CONTENTS =
      List.of(
          TreeModelProto.getDefaultInstance(),
          IndependentRegressionTreeModelProto.getDefaultInstance(),
          WeightedEnsembleModelProto.getDefaultInstance(),
          XGBoostModelProto.getDefaultInstance(),
          LibSVMClassificationModelProto.getDefaultInstance(),
          LibSVMRegressionModelProto.getDefaultInstance(),
          ImmutableFeatureMapProto.getDefaultInstance(),
          RealIDInfoProto.getDefaultInstance(),
          CategoricalIDInfoProto.getDefaultInstance(),
          ImmutableLabelInfoProto.getDefaultInstance(),
          ImmutableRegressionInfoProto.getDefaultInstance(),
          SplitNodeProto.getDefaultInstance(),
          LeafNodeProto.getDefaultInstance(),
          LabelProto.getDefaultInstance(),
          RegressorProto.getDefaultInstance(),
          DimensionTupleProto.getDefaultInstance());

  private MessageChanges() {}

  /**
   * Puts the name of a class into a message, at every place that has one, one at a time.
   *
   * @param good the message
   * @param name the name
   * @param found told of the type of message that has the name, and of the whole message
   */
  static void each(Message good, String name, BiConsumer<String, Message> found)
      throws InvalidProtocolBufferException {
    for (Map.Entry<FieldDescriptor, Object> entry : good.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (field.getName().equals("class_name") || field.getName().equals("provenance_class_name")) {
        found.accept(
            good.getDescriptorForType().getName(), good.toBuilder().setField(field, name).build());
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        inside(good, field, name, found);
      }
    }
    if (good instanceof Any any) {
      each(unpacked(any), name, (place, changed) -> found.accept(place, Any.pack(changed)));
    }
  }

  private static void inside(
      Message message, FieldDescriptor field, String name, BiConsumer<String, Message> found)
      throws InvalidProtocolBufferException {
    if (!field.isRepeated()) {
      each(
          (Message) message.getField(field),
          name,
          (place, changed) ->
              found.accept(place, message.toBuilder().setField(field, changed).build()));
      return;
    }
    int last = message.getRepeatedFieldCount(field) - 1;
    // Of many alike, such as the nodes of a tree, the ends are enough.
    for (int i : new int[] {0, last}) {
      each(
          (Message) message.getRepeatedField(field, i),
          name,
          (place, changed) ->
              found.accept(place, message.toBuilder().setRepeatedField(field, i, changed).build()));
    }
  }

  /** Leaves out how models were made, which is the larger part of small ones. */
  static Message withoutProvenance(Message message) throws InvalidProtocolBufferException {
    if (message instanceof Any any) {
      return any.getValue().isEmpty() ? any : Any.pack(withoutProvenance(unpacked(any)));
    }
    Message.Builder builder = message.toBuilder();
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        withoutProvenance(message, field, builder);
      }
    }
    return builder.build();
  }

  private static void withoutProvenance(
      Message message, FieldDescriptor field, Message.Builder builder)
      throws InvalidProtocolBufferException {
    if (field.getMessageType().equals(RootProvenanceProto.getDescriptor())) {
      builder.clearField(field);
    } else if (!field.isRepeated()) {
      builder.setField(field, withoutProvenance((Message) message.getField(field)));
    } else {
      for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
        Message element = (Message) message.getRepeatedField(field, i);
        builder.setRepeatedField(field, i, withoutProvenance(element));
      }
    }
  }

  private static Message unpacked(Any any) throws InvalidProtocolBufferException {
    for (Message content : CONTENTS) {
      if (any.is(content.getClass())) {
        return content.getParserForType().parseFrom(any.getValue());
      }
    }
    return Any.getDefaultInstance();
  }
}
