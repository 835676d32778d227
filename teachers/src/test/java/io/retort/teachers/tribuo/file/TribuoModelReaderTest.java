package io.retort.teachers.tribuo.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.retort.teachers.file.DamagedModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class TribuoModelReaderTest {
  private static final String PLANTED = "io.retort.teachers.tribuo.file.InitializationProbe";

  @Test
  void modelsPredictAsBeforeTheyWereSaved() throws DamagedModelException {
    for (Map.Entry<String, Model<Label>> entry : TribuoModels.classifiers().entrySet()) {
      Model<Label> read = read(entry.getValue()).castModel(Label.class);
      for (double[] row : TribuoModels.rows()) {
        var example = TribuoModels.example(LabelFactory.UNKNOWN_LABEL, row);
        Map<String, Label> wanted = entry.getValue().predict(example).getOutputScores();
        Map<String, Label> found = read.predict(example).getOutputScores();
        assertEquals(wanted.keySet(), found.keySet());
        wanted.forEach(
            (name, score) ->
                assertEquals(score.getScore(), found.get(name).getScore(), entry::getKey));
      }
    }
    for (Map.Entry<String, Model<Regressor>> entry : TribuoModels.regressions().entrySet()) {
      Model<Regressor> read = read(entry.getValue()).castModel(Regressor.class);
      for (double[] row : TribuoModels.rows()) {
        var example = TribuoModels.example(RegressionFactory.UNKNOWN_REGRESSOR, row);
        Regressor wanted = entry.getValue().predict(example).getOutput();
        Regressor found = read.predict(example).getOutput();
        for (String name : wanted.getNames()) {
          assertEquals(
              wanted.getDimension(name).orElseThrow().getValue(),
              found.getDimension(name).orElseThrow().getValue(),
              entry::getKey);
        }
      }
    }
  }

  /** Every message that names a class, at any depth of a model of any kind, names another one. */
  @Test
  void noClassIsInitialisedThatIsNoneOfTribuos() throws InvalidProtocolBufferException {
    Set<String> places = new HashSet<>();
    for (Map.Entry<String, Model<?>> entry : TribuoModels.all().entrySet()) {
      ModelProto good = entry.getValue().serialize();
      List<Message> planted = new ArrayList<>();
      MessageChanges.each(
          good,
          PLANTED,
          (place, message) -> {
            places.add(place);
            planted.add(message);
          });
      for (Message message : planted) {
        String refusal =
            assertThrows(
                    DamagedModelException.class,
                    () -> new TribuoModelReader().read(message.toByteArray()),
                    entry::getKey)
                .getMessage();
        assertTrue(refusal.contains(PLANTED), refusal);
      }
    }
    assertFalse(InitializationProbe.Flag.isRaised());
    assertEquals(
        Set.of(
            "ModelProto",
            "FeatureDomainProto",
            "VariableInfoProto",
            "OutputDomainProto",
            "OutputProto",
            "TreeNodeProto",
            "EnsembleCombinerProto",
            "XGBoostOutputConverterProto",
            "ObjectProvenanceProto",
            "SimpleProvenanceProto"),
        places);
  }

  @Test
  void ensemblesAreNotNestedWithoutEnd() {
    ModelProto model = TribuoModels.classifiers().get("forest").serialize();
    for (int i = 0; i < 200; i++) {
      model = nested(model);
    }
    byte[] bytes = model.toByteArray();
    String refusal =
        assertThrows(DamagedModelException.class, () -> new TribuoModelReader().read(bytes))
            .getMessage();
    assertTrue(refusal.contains("nested"), refusal);
  }

  private static ModelProto nested(ModelProto inner) {
    try {
      WeightedEnsembleModelProto.Builder outer =
          inner.getSerializedData().unpack(WeightedEnsembleModelProto.class).toBuilder();
      outer.clearModels().clearWeights().addModels(inner).addWeights(1);
      return inner.toBuilder().setSerializedData(Any.pack(outer.build())).build();
    } catch (InvalidProtocolBufferException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static Model<?> read(Model<?> model) throws DamagedModelException {
    return new TribuoModelReader().read(model.serialize().toByteArray());
  }
}
