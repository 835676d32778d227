package io.retort.teachers.tribuo.file;

import static io.retort.teachers.file.DamagedModelException.unless;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.tribuo.natives.XGBoostLibrary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.Model;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.libsvm.LibSVMClassificationModel;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.classification.xgboost.XGBoostClassificationConverter;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.protos.XGBoostModelProto;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.libsvm.LibSVMRegressionModel;
import org.tribuo.regression.libsvm.protos.LibSVMRegressionModelProto;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;
import org.tribuo.regression.rtree.protos.IndependentRegressionTreeModelProto;
import org.tribuo.regression.rtree.protos.TreeNodeListProto;
import org.tribuo.regression.xgboost.XGBoostRegressionConverter;

/**
 * Makes models of messages, after a check of all that they hold: names of classes, at every place
 * that has one, before any class is loaded; indexes, lengths and numbers; XGBoost's boosters.
 */
public final class TribuoModelReader {
  /** Ensembles of ensembles of … */
  private static final int DEEPEST = 8;

  private final Provenances provenances = new Provenances();

  /**
   * Reads a model.
   *
   * @param bytes the content of a file
   * @return the model
   * @throws DamagedModelException if the file holds anything else, with the reason
   */
  public Model<?> read(byte[] bytes) throws DamagedModelException {
    ModelProto message;
    try {
      message = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException foreign) {
      throw new DamagedModelException("it is not in Tribuo's protobuf format", foreign);
    }
    unless(!message.getClassName().isEmpty(), "it holds no model of Tribuo's");
    ModelProto checked = checked(message, null, 0);
    try {
      Model<?> model = Model.deserialize(checked);
      if (model instanceof XGBoostModel<?> boosted) {
        // It predicts row by row; threads that wait for one another would only take time.
        boosted.setNumThreads(1);
      }
      return model;
    } catch (RuntimeException refused) {
      throw new DamagedModelException("Tribuo cannot make a model of it", refused);
    }
  }

  private ModelProto checked(ModelProto message, ModelDomain ensemble, int depth)
      throws DamagedModelException {
    unless(depth <= DEEPEST, "its ensembles are nested more than " + DEEPEST + " times");
    TypedMessage model =
        TypedMessage.of("model", message)
            .oneOf(
                TreeModel.class,
                IndependentRegressionTreeModel.class,
                WeightedEnsembleModel.class,
                XGBoostModel.class,
                LibSVMClassificationModel.class,
                LibSVMRegressionModel.class);
    Message content;
    if (model.is(TreeModel.class)) {
      content = tree(model.content(TreeModelProto.class), ensemble);
    } else if (model.is(IndependentRegressionTreeModel.class)) {
      content = trees(model.content(IndependentRegressionTreeModelProto.class), ensemble);
    } else if (model.is(WeightedEnsembleModel.class)) {
      content = ensemble(model.content(WeightedEnsembleModelProto.class), ensemble, depth);
    } else if (model.is(XGBoostModel.class)) {
      content = boosters(model.content(XGBoostModelProto.class), ensemble);
    } else if (model.is(LibSVMClassificationModel.class)) {
      content = machine(model.content(LibSVMClassificationModelProto.class), ensemble);
    } else {
      content = machines(model.content(LibSVMRegressionModelProto.class), ensemble);
    }
    return message.toBuilder().setSerializedData(Any.pack(content)).build();
  }

  /** The domain, which is also that of the ensemble that the model is part of, if there is one. */
  private static ModelDomain domain(ModelDataProto metadata, ModelDomain ensemble)
      throws DamagedModelException {
    Provenances.check(metadata.getProvenance());
    ModelDomain domain = ModelDomain.of(metadata);
    unless(
        ensemble == null || domain.sameOutputs(ensemble),
        "a model predicts other things than the ensemble that it is part of");
    return domain;
  }

  private ModelDataProto plain(ModelDataProto metadata) {
    return with(metadata, provenances.ofModel());
  }

  private static ModelDataProto with(ModelDataProto metadata, RootProvenanceProto provenance) {
    return metadata.toBuilder().setProvenance(provenance).build();
  }

  private Message tree(TreeModelProto model, ModelDomain ensemble) throws DamagedModelException {
    new TreeCheck(domain(model.getMetadata(), ensemble)).check(model.getNodesList(), null);
    return model.toBuilder().setMetadata(plain(model.getMetadata())).build();
  }

  private Message trees(IndependentRegressionTreeModelProto model, ModelDomain ensemble)
      throws DamagedModelException {
    ModelDomain domain = domain(model.getMetadata(), ensemble);
    unless(!domain.classes(), "its trees are for values, its outputs are classes");
    unless(
        model.getNodesMap().keySet().equals(Set.copyOf(domain.outputs())),
        "it has trees for other values than it predicts");
    for (Map.Entry<String, TreeNodeListProto> tree : model.getNodesMap().entrySet()) {
      new TreeCheck(domain).check(tree.getValue().getNodesList(), tree.getKey());
    }
    return model.toBuilder().setMetadata(plain(model.getMetadata())).build();
  }

  private Message ensemble(WeightedEnsembleModelProto model, ModelDomain outer, int depth)
      throws DamagedModelException {
    ModelDomain domain = domain(model.getMetadata(), outer);
    TypedMessage combiner = TypedMessage.of("combiner", model.getCombiner());
    (domain.classes()
            ? combiner.oneOf(VotingCombiner.class, FullyWeightedVotingCombiner.class)
            : combiner.oneOf(AveragingCombiner.class))
        .empty();
    unless(
        model.getModelsCount() > 0 && model.getModelsCount() == model.getWeightsCount(),
        "its ensemble has "
            + model.getModelsCount()
            + " models and "
            + model.getWeightsCount()
            + " weights");
    double sum = 0;
    for (float weight : model.getWeightsList()) {
      unless(weight >= 0, "a model of its ensemble has the weight " + weight);
      sum += weight;
    }
    unless(sum > 0 && Double.isFinite(sum), "the weights of its ensemble have the sum " + sum);
    WeightedEnsembleModelProto.Builder builder =
        model.toBuilder().setMetadata(with(model.getMetadata(), provenances.ofEnsemble()));
    for (int i = 0; i < model.getModelsCount(); i++) {
      builder.setModels(i, checked(model.getModels(i), domain, depth + 1));
    }
    return builder.build();
  }

  private Message boosters(XGBoostModelProto model, ModelDomain ensemble)
      throws DamagedModelException {
    ModelDomain domain = domain(model.getMetadata(), ensemble);
    TypedMessage.of("converter", model.getConverter())
        .oneOf(
            domain.classes()
                ? XGBoostClassificationConverter.class
                : XGBoostRegressionConverter.class)
        .empty();
    int wanted = domain.classes() ? 1 : domain.outputs().size();
    unless(
        model.getModelsCount() == wanted,
        "it has " + model.getModelsCount() + " boosters instead of " + wanted);
    XGBoostModelProto.Builder builder =
        model.toBuilder().setMetadata(plain(model.getMetadata())).clearModels();
    for (ByteString booster : model.getModelsList()) {
      builder.addModels(ByteString.copyFrom(Booster.checked(booster, domain)));
    }
    XGBoostLibrary.load();
    return builder.build();
  }

  private Message machine(LibSVMClassificationModelProto model, ModelDomain ensemble)
      throws DamagedModelException {
    ModelDomain domain = domain(model.getMetadata(), ensemble);
    unless(domain.classes(), "its machine is for classes, its outputs are values");
    new SvmCheck(domain).classes(model.getModel());
    return model.toBuilder().setMetadata(plain(model.getMetadata())).build();
  }

  private Message machines(LibSVMRegressionModelProto model, ModelDomain ensemble)
      throws DamagedModelException {
    ModelDomain domain = domain(model.getMetadata(), ensemble);
    unless(!domain.classes(), "its machines are for values, its outputs are classes");
    int wanted = domain.outputs().size();
    unless(
        model.getModelCount() == wanted,
        "it has " + model.getModelCount() + " machines instead of " + wanted);
    for (SVMModelProto machine : model.getModelList()) {
      new SvmCheck(domain).value(machine);
    }
    int scales = model.getStandardized() ? wanted : 0;
    unless(
        scaled(model.getMeansList(), scales) && scaled(model.getVariancesList(), scales),
        "it lacks what scales its values");
    return model.toBuilder().setMetadata(plain(model.getMetadata())).build();
  }

  private static boolean scaled(List<Double> numbers, int wanted) {
    return (numbers.size() == wanted || wanted == 0)
        && numbers.stream().allMatch(number -> Double.isFinite(number));
  }
}
