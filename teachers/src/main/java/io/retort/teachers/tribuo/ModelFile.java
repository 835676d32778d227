package io.retort.teachers.tribuo;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Standardization;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.teachers.TribuoTeacherSettings;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.file.ModelBytes;
import io.retort.teachers.tribuo.file.TribuoModelReader;
import java.io.ObjectStreamConstants;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.libsvm.LibSVMClassificationModel;
import org.tribuo.regression.Regressor;

/**
 * A model in Tribuo's protobuf format. Such a file is data, but names classes; {@link
 * TribuoModelReader} lets none run but those of Tribuo's models.
 *
 * @param file the file
 * @param head the head that the model is for
 * @param data the run's data
 */
record ModelFile(Path file, Head head, TrainingData data) {
  private static final short JAVA_SERIALIZATION = ObjectStreamConstants.STREAM_MAGIC;

  Predictor read(TribuoTeacherSettings settings) {
    Model<?> model = model();
    FeatureNames features = features(model, settings.features());
    return head.task()
        .match(
            classes -> classes(model, features),
            labels -> {
              throw new RetortException(
                  ErrorKind.CONFIGURATION,
                  "The head '"
                      + head.name()
                      + "' has several labels at once, for which no model can be loaded; train the"
                      + " teacher inside the run instead");
            },
            values -> values(model, features, values.scales()),
            embedding -> {
              throw head.noLabelsToLearnFrom();
            });
  }

  private Predictor classes(Model<?> model, FeatureNames features) {
    List<String> names = head.task().names();
    Model<Label> classifier = cast(model, Label.class, "classes");
    sameNames(
        classifier.getOutputIDInfo().getDomain().stream().map(Label::getLabel).toList(), names);
    return classes(classifier, new TribuoLabels(features, names));
  }

  private Predictor values(Model<?> model, FeatureNames features, List<Standardization> scales) {
    List<String> names = head.task().names();
    Model<Regressor> regression = cast(model, Regressor.class, "values");
    sameNames(List.of(Regressor.extractNames(regression.getOutputIDInfo())), names);
    ValueModel inUnits = ValueModel.of(regression, features, names);
    return head.task().fromUnits().isIdentity() ? inUnits : new RescaledPredictor(inUnits, scales);
  }

  private Model<?> model() {
    byte[] bytes = ModelBytes.read(file, "models");
    if (bytes.length > 1 && ByteBuffer.wrap(bytes).getShort() == JAVA_SERIALIZATION) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + file
              + " is in the format of Java serialization, which can run code when it is read; save"
              + " it with model.serializeToFile(path)");
    }
    try {
      return new TribuoModelReader().read(bytes);
    } catch (DamagedModelException damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " is not a model that can be a teacher, or damaged: "
              + damaged.getMessage()
              + "; save one with model.serializeToFile(path)",
          damaged);
    }
  }

  private <T extends Output<T>> Model<T> cast(Model<?> model, Class<T> type, String what) {
    if (!model.validate(type)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + file
              + " does not predict "
              + what
              + ", but the head '"
              + head.name()
              + "' of the data has some");
    }
    return model.castModel(type);
  }

  private void sameNames(List<String> found, List<String> wanted) {
    if (!new TreeSet<>(found).equals(new TreeSet<>(wanted))) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + file
              + " predicts "
              + Echo.of(found.stream().sorted().toList())
              + ", but the head '"
              + head.name()
              + "' of the data has "
              + wanted
              + "; train the model with these names");
    }
  }

  /** What the model calls the inputs. */
  private FeatureNames features(Model<?> model, List<String> configured) {
    int inputs = data.inputShape().elements();
    List<String> known =
        IntStream.range(0, model.getFeatureIDMap().size())
            .mapToObj(id -> model.getFeatureIDMap().get(id))
            .map(VariableInfo::getName)
            .toList();
    if (!configured.isEmpty()) {
      if (configured.size() != inputs || !configured.containsAll(known)) {
        throw new RetortException(
            ErrorKind.DATA,
            String.format(
                Locale.ROOT,
                "The key features names %d inputs, but the data has %d, and the model %s knows %s;"
                    + " list the model's name for every input",
                configured.size(),
                inputs,
                file,
                Echo.of(known)));
      }
      return new FeatureNames(configured);
    }
    String[] names = new String[inputs];
    for (int i = 0; i < inputs; i++) {
      // One that the model has never seen may have any name.
      names[i] = Integer.toString(i);
    }
    for (String name : known) {
      int place = name.matches("\\d{1,9}") ? Integer.parseInt(name) : -1;
      if (place < 0 || place >= inputs) {
        throw new RetortException(
            ErrorKind.DATA,
            "The model "
                + file
                + " knows the input "
                + Echo.quoted(name)
                + ", but the data has "
                + inputs
                + " inputs without names; list the model's names for them, in order, under the key"
                + " features");
      }
      names[place] = name;
    }
    return new FeatureNames(List.of(names));
  }

  private Predictor classes(Model<Label> model, TribuoLabels labels) {
    // Only these give anything but probabilities or shares of votes.
    if (!(model instanceof LibSVMClassificationModel) || model.generatesProbabilities()) {
      return ClassModel.of(model, labels);
    }
    SvmDecisions decisions = SvmDecisions.of(model, labels);
    // The machine's own training samples are unknown, those for validation are not among them.
    Samples heldOut = data.validation();
    float[][] rows = TribuoTeacher.rows(heldOut, data.inputShape());
    double[][] judged = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      judged[i] = decisions.on(rows[i]);
    }
    int[] truth =
        ((Target.Classes) heldOut.labels(head.name(), IntStream.range(0, rows.length).toArray()))
            .labels();
    return new CalibratedMachine(decisions, PlattScaling.fit(judged, truth, labels.names().size()));
  }
}
