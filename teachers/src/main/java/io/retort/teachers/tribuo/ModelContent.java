package io.retort.teachers.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.retort.core.Fingerprint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import libsvm.svm_model;
import libsvm.svm_node;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Model;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;

/**
 * What a model's outputs depend on. The rest of what Tribuo keeps with a model says when and how it
 * was trained, which is never twice the same.
 */
@FunctionalInterface
interface ModelContent {

  /** Adds the content as it is now. */
  void addTo(Fingerprint fingerprint);

  static ModelContent of(Model<?> model) {
    if (model instanceof LibSVMModel<?> machines) {
      return fingerprint ->
          machines.getInnerModels().forEach(machine -> addMachine(machine, fingerprint));
    } else if (model instanceof XGBoostModel<?> boosted) {
      return fingerprint -> addBoosters(boosted.getInnerModels(), fingerprint);
    }
    // Trees and their ensembles have nothing that could be changed, and a forest takes a second.
    Fingerprint fingerprint = new Fingerprint().add(model.getClass().getName());
    try {
      addMessage(model.serialize(), fingerprint);
    } catch (InvalidProtocolBufferException impossible) {
      throw new AssertionError("Tribuo cannot read what it wrote", impossible);
    }
    String content = fingerprint.text();
    return all -> all.add(content);
  }

  private static void addMessage(ModelProto model, Fingerprint fingerprint)
      throws InvalidProtocolBufferException {
    Any data = model.getSerializedData();
    if (data.is(WeightedEnsembleModelProto.class)) {
      WeightedEnsembleModelProto ensemble = data.unpack(WeightedEnsembleModelProto.class);
      fingerprint.add(ensemble.getWeightsList().toString());
      for (ModelProto member : ensemble.getModelsList()) {
        addMessage(member, fingerprint);
      }
    } else if (data.is(TreeModelProto.class)) {
      TreeModelProto tree = data.unpack(TreeModelProto.class);
      fingerprint.add(tree.toBuilder().clearMetadata().build().toByteArray());
    } else {
      fingerprint.add(data.toByteArray());
    }
  }

  private static void addBoosters(List<Booster> boosters, Fingerprint fingerprint) {
    try {
      for (Booster booster : boosters) {
        fingerprint.add(booster.toByteArray());
      }
    } catch (XGBoostError failure) {
      throw new IllegalStateException("XGBoost cannot write its model", failure);
    }
  }

  private static void addMachine(svm_model machine, Fingerprint fingerprint) {
    fingerprint
        .add(machine.param.kernel_type + " " + machine.param.gamma + " " + machine.param.coef0)
        .add(machine.param.degree + Arrays.toString(machine.label));
    addNumbers(machine.rho, fingerprint);
    for (double[] coefficients : machine.sv_coef) {
      addNumbers(coefficients, fingerprint);
    }
    for (svm_node[] vector : machine.SV) {
      double[] numbers = new double[2 * vector.length];
      for (int i = 0; i < vector.length; i++) {
        numbers[2 * i] = vector[i].index;
        numbers[2 * i + 1] = vector[i].value;
      }
      addNumbers(numbers, fingerprint);
    }
  }

  private static void addNumbers(double[] numbers, Fingerprint fingerprint) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    fingerprint.add(bytes.array());
  }
}
