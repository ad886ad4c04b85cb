/** The pages as files. */
package io.breakwater.gateway.gui;
