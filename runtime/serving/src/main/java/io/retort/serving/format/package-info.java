/** Networks in files: a description in JSON, weights in the safetensors format. */
package io.retort.serving.format;
