package io.retort.importers.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A node of a model, with its attributes by name.
 *
 * @param node the node
 */
record OnnxNode(NodeProto node) {

  String type() {
    return node.getOpType();
  }

  /** An input's name; empty if it is left out. */
  String input(int index) {
    return index < node.getInputCount() ? node.getInput(index) : "";
  }

  List<String> inputs() {
    return node.getInputList();
  }

  /** An output's name; empty if it is left out. */
  String output(int index) {
    return index < node.getOutputCount() ? node.getOutput(index) : "";
  }

  /** What to call its layer, from a name such as {@code /layer1/relu/Relu}. */
  String layerName() {
    String name = node.getName().isEmpty() ? output(0) : node.getName();
    return name.replaceFirst("^(network)?/", "").replaceFirst("/(function|Relu|Add)$", "");
  }

  private Optional<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  long integer(String name, long otherwise) {
    return attribute(name).map(AttributeProto::getI).orElse(otherwise);
  }

  float number(String name, float otherwise) {
    return attribute(name).map(AttributeProto::getF).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return attribute(name).map(attribute -> attribute.getS().toStringUtf8()).orElse(otherwise);
  }

  boolean has(String name) {
    return attribute(name).isPresent();
  }

  /** Whole numbers, however many; none if they are left out. */
  int[] integers(String name) {
    return attribute(name).stream()
        .flatMap(each -> each.getIntsList().stream())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  /** As many whole numbers as those that hold if they are left out. */
  int[] integersOr(String name, int... otherwise) {
    int[] found = has(name) ? integers(name) : otherwise;
    if (found.length != otherwise.length) {
      throw refused(
          "has "
              + name
              + " "
              + Arrays.toString(found)
              + ", where a layer has "
              + otherwise.length
              + " numbers");
    }
    return found;
  }

  /** Refuses an attribute that has another value than the only one that a layer has. */
  void require(String name, long only) {
    long found = integer(name, only);
    if (found != only) {
      throw refused("has " + name + " " + found + ", where a layer has " + only);
    }
  }

  void require(String name, int[] only) {
    int[] found = has(name) ? integers(name) : only;
    if (!Arrays.equals(found, only)) {
      throw refused(
          "has "
              + name
              + " "
              + Arrays.toString(found)
              + ", where a layer has "
              + Arrays.toString(only));
    }
  }

  /** What is said of a node that no layer corresponds to. */
  RetortException refused(String clause) {
    String name = node.getName().isEmpty() ? output(0) : node.getName();
    return new RetortException(
        ErrorKind.DATA, "the node '" + name + "' (" + type() + ") " + clause);
  }
}
