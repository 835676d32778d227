package io.retort.importers.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.importer.Importer;
import io.retort.core.network.SavedNetwork;
import io.retort.importers.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;

/** Reads an ONNX model. */
public final class OnnxImporter implements Importer {
  private static final long LARGEST = Integer.MAX_VALUE - 16;

  private final OnnxFile file;

  /**
   * An importer.
   *
   * @param file which file, and how it is read
   */
  public OnnxImporter(OnnxFile file) {
    this.file = file;
  }

  @Override
  public SavedNetwork read() {
    if (!Files.isRegularFile(file.path())) {
      throw new RetortException(
          ErrorKind.DATA, "There is no file " + file.path() + "; name an ONNX model");
    }
    try {
      if (Files.size(file.path()) > LARGEST) {
        throw new RetortException(ErrorKind.DATA, "it has more than 2 GiB, which no ONNX file has");
      }
      // Names and weights are slices of these bytes: nothing is allocated that is not there.
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file.path()));
      if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
        throw new RetortException(ErrorKind.DATA, "it has no graph, or is not an ONNX model");
      }
      return new GraphTranslation(new OnnxGraph(model.getGraph()), file).translate();
    } catch (InvalidProtocolBufferException broken) {
      throw refusal("it is not an ONNX model, or cut off: " + Reason.of(broken), broken);
    } catch (RetortException refusal) {
      // Names out of the file may hold anything.
      throw refusal(Echo.line(refusal.getMessage()), refusal);
    } catch (IOException | OutOfMemoryError unreadable) {
      throw refusal("it cannot be read: " + Reason.of(unreadable), unreadable);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException
        | StackOverflowError broken) {
      throw refusal("it is damaged: " + Reason.of(broken), broken);
    }
  }

  private RetortException refusal(String clause, Throwable cause) {
    return new RetortException(ErrorKind.DATA, file.path() + ": " + clause, cause);
  }
}
