package io.retort.teachers.tribuo.file;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.teachers.file.DamagedModelException;
import java.util.BitSet;
import java.util.List;
import libsvm.svm_parameter;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.common.libsvm.protos.SVMNodeArrayProto;
import org.tribuo.common.libsvm.protos.SVMParameterProto;

/**
 * Checks a support vector machine of LIBSVM, whose loops trust all lengths.
 *
 * @param domain of the model
 */
record SvmCheck(ModelDomain domain) {

  /** For all classes: decisions between every two of those that it has seen. */
  void classes(SVMModelProto machine) throws DamagedModelException {
    int type = machine.getParam().getSvmType();
    unless(
        type == svm_parameter.C_SVC || type == svm_parameter.NU_SVC,
        "its machine is of the type " + type + ", which is none for classes");
    int seen = machine.getNrClass();
    unless(
        seen >= 1 && seen <= domain.outputs().size() && machine.getLabelCount() == seen,
        "its machine has seen "
            + seen
            + " classes and has "
            + machine.getLabelCount()
            + " numbers of classes");
    BitSet labels = new BitSet();
    for (int label : machine.getLabelList()) {
      unless(
          label >= 0 && label < domain.outputs().size() && !labels.get(label),
          "its machine knows a class by the number " + label);
      labels.set(label);
    }
    unless(machine.getNSVCount() == seen, "its machine lacks numbers of support vectors");
    long vectors = 0;
    for (int count : machine.getNSVList()) {
      unless(count >= 0, "a class has " + count + " support vectors");
      vectors += count;
    }
    unless(
        vectors == machine.getL(),
        "the classes have " + vectors + " support vectors, the machine " + machine.getL());
    long pairs = seen * (seen - 1L) / 2;
    common(machine, seen - 1, pairs);
  }

  /** For one value. */
  void value(SVMModelProto machine) throws DamagedModelException {
    int type = machine.getParam().getSvmType();
    unless(
        type == svm_parameter.EPSILON_SVR || type == svm_parameter.NU_SVR,
        "its machine is of the type " + type + ", which is none for values");
    common(machine, 1, 1);
  }

  private void common(SVMModelProto machine, int coefficients, long decisions)
      throws DamagedModelException {
    parameters(machine.getParam());
    int vectors = machine.getL();
    unless(
        vectors >= 0 && machine.getSVCount() == vectors,
        "there are " + machine.getSVCount() + " support vectors instead of " + vectors);
    unless(
        machine.getSvCoefLengthsCount() == coefficients
            && machine.getSvCoefLengthsList().stream().allMatch(length -> length == vectors)
            && machine.getSvCoefCount() == (long) coefficients * vectors,
        "the support vectors have "
            + machine.getSvCoefCount()
            + " weights in "
            + machine.getSvCoefLengthsCount()
            + " rows instead of "
            + coefficients);
    unless(
        machine.getRhoCount() == decisions,
        "there are " + machine.getRhoCount() + " thresholds instead of " + decisions);
    boolean probability = machine.getParam().getProbability() == 1;
    unless(
        !probability
            || !domain.classes()
            || (machine.getProbACount() == decisions && machine.getProbBCount() == decisions),
        "the decisions lack what makes probabilities of them");
    finite(machine.getSvCoefList());
    finite(machine.getRhoList());
    finite(machine.getProbAList());
    finite(machine.getProbBList());
    for (SVMNodeArrayProto vector : machine.getSVList()) {
      vector(vector);
    }
  }

  private static void parameters(SVMParameterProto parameters) throws DamagedModelException {
    int kernel = parameters.getKernelType();
    unless(
        kernel >= svm_parameter.LINEAR && kernel <= svm_parameter.SIGMOID,
        "its machine has the kernel " + kernel);
    finite(List.of(parameters.getGamma(), parameters.getCoef0()));
    unless(
        parameters.getProbability() == 0 || parameters.getProbability() == 1,
        "its machine gives probabilities " + parameters.getProbability() + " times");
  }

  private void vector(SVMNodeArrayProto vector) throws DamagedModelException {
    unless(
        vector.getIndexCount() == vector.getValueCount(),
        "a support vector has other numbers of features and values");
    int last = -1;
    for (int index : vector.getIndexList()) {
      unless(
          index > last && index < domain.features(),
          "a support vector has the feature "
              + index
              + " after "
              + last
              + " of "
              + domain.features());
      last = index;
    }
    finite(vector.getValueList());
  }

  private static void finite(List<Double> numbers) throws DamagedModelException {
    for (double number : numbers) {
      unless(Double.isFinite(number), "its machine computes with " + number);
    }
  }
}
