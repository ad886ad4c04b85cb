/** The pages for operators: plain files, served as they are. */
package io.breakwater.gateway.gui;
