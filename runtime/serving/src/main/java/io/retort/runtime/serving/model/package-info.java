/** Networks in files: a description in YAML, weights in the safetensors format. */
package io.retort.runtime.serving.model;
