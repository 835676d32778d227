/** Records as JSON. */
package io.retort.runtime.common.json;
