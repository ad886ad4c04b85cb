/** Configuration of every process, its check, and which build it is. */
package io.breakwater.settings;
