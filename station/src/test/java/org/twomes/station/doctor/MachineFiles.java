package org.twomes.station.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A machine made of files in a folder. */
record MachineFiles(Path root) {
    Machine machine() {
        return new Machine(root);
    }

    MachineFiles file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    MachineFiles process(int number, String name) throws IOException {
        return file("proc/" + number + "/comm", name + "\n");
    }

    /** A program that prints what the shell {@code script} says. */
    MachineFiles program(String name, String script) throws IOException {
        file("usr/bin/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(root.resolve("usr/bin/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    MachineFiles usbDevice(String name, String deviceClass, String attributes) throws IOException {
        String folder = "sys/bus/usb/devices/" + name + "/";
        return file(folder + "bDeviceClass", deviceClass + "\n")
                .file(folder + "bmAttributes", attributes + "\n")
                .file(folder + "product", "thing " + name + "\n");
    }

    /** A root hub where the kernel has it: below its PCI device, and linked to from the list of USB devices. */
    MachineFiles rootHub(String name, String pciDevice) throws IOException {
        String folder = "sys/devices/pci0000:00/" + pciDevice + "/" + name;
        file(folder + "/bDeviceClass", "09\n").file(folder + "/bmAttributes", "e0\n");
        Path list = Files.createDirectories(root.resolve("sys/bus/usb/devices"));
        Files.createSymbolicLink(list.resolve(name), Path.of("../../../devices/pci0000:00", pciDevice, name));
        return this;
    }
}
