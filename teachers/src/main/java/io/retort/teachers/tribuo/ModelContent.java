package io.retort.teachers.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.retort.core.Fingerprint;
import java.util.Arrays;
import libsvm.svm_model;
import libsvm.svm_node;
import org.tribuo.Model;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.xgboost.protos.XGBoostModelProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;

/**
 * What a model's answers depend on. The rest of what Tribuo keeps with a model says when and how it
 * was trained, which is never twice the same.
 */
final class ModelContent {

  private ModelContent() {}

  static void add(Model<?> model, Fingerprint fingerprint) {
    fingerprint.add(model.getClass().getName());
    if (model instanceof LibSVMModel<?> machines) {
      machines.getInnerModels().forEach(machine -> add(machine, fingerprint));
      return;
    }
    try {
      add(model.serialize(), fingerprint);
    } catch (InvalidProtocolBufferException impossible) {
      throw new AssertionError("Tribuo cannot read what it wrote", impossible);
    }
  }

  private static void add(ModelProto model, Fingerprint fingerprint)
      throws InvalidProtocolBufferException {
    Any data = model.getSerializedData();
    if (data.is(WeightedEnsembleModelProto.class)) {
      WeightedEnsembleModelProto ensemble = data.unpack(WeightedEnsembleModelProto.class);
      fingerprint.add(ensemble.getWeightsList().toString());
      for (ModelProto member : ensemble.getModelsList()) {
        add(member, fingerprint);
      }
    } else if (data.is(TreeModelProto.class)) {
      TreeModelProto tree = data.unpack(TreeModelProto.class);
      fingerprint.add(tree.toBuilder().clearMetadata().build().toByteArray());
    } else if (data.is(XGBoostModelProto.class)) {
      XGBoostModelProto boosted = data.unpack(XGBoostModelProto.class);
      fingerprint.add(boosted.toBuilder().clearMetadata().build().toByteArray());
    } else {
      fingerprint.add(data.toByteArray());
    }
  }

  static void add(svm_model machine, Fingerprint fingerprint) {
    fingerprint
        .add(machine.param.kernel_type + " " + machine.param.gamma + " " + machine.param.coef0)
        .add(machine.param.degree + Arrays.toString(machine.label))
        .add(Arrays.toString(machine.rho))
        .add(Arrays.deepToString(machine.sv_coef));
    StringBuilder vectors = new StringBuilder();
    for (svm_node[] vector : machine.SV) {
      for (svm_node node : vector) {
        vectors.append(node.index).append(' ').append(node.value).append(' ');
      }
    }
    fingerprint.add(vectors.toString());
  }
}
