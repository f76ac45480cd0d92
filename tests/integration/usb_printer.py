"""A USB bus with one printer on it, as pyusb sees it: the stand-in's inside behind two bulk channels. The printer's
interface is the second of two, as on printers that are also something else."""

import array
import errno
import threading
import time
from types import SimpleNamespace
from typing import Any

import usb.core
from PIL import Image

from kiosk.stand_in_mechanism import Answer, Fail, Mechanism

OUT, IN = 0x03, 0x84
BULK = 2
MOST_AT_ONCE = 1500
"""A printer with a full buffer takes less than it is offered."""
VENDOR_SPECIFIC, PRINTER = 0xFF, 7


class OneUsbPrinter:
    """The bus; to pyusb whatever behaves like its IBackend is one."""

    def __init__(self, vendor: int, product: int, dots: int) -> None:
        self._ids = {"idVendor": vendor, "idProduct": product}
        self.mechanism = Mechanism(dots)
        self.tickets: list[Image.Image] = []
        self.unplugged = False
        self.taken_over = False
        self.claimed: set[int] = set()
        self._answers = b""
        self._came = threading.Condition()
        self._restarted = 0

    def enumerate_devices(self) -> list[object]:
        return [] if self._gone() else [self]

    def get_device_descriptor(self, device: object) -> SimpleNamespace:
        return _descriptor("bcdUSB bDeviceClass bDeviceSubClass bDeviceProtocol bMaxPacketSize0 bcdDevice "
                           "iManufacturer iProduct iSerialNumber address bus port_number port_numbers speed",
                           bNumConfigurations=1, **self._ids)  # fmt: skip

    def get_configuration_descriptor(self, device: object, configuration: int) -> SimpleNamespace:
        if configuration:
            raise IndexError(configuration)
        return _descriptor(
            "wTotalLength iConfiguration bmAttributes bMaxPower", bNumInterfaces=2, bConfigurationValue=1
        )

    def get_interface_descriptor(self, device: object, interface: int, other: int, _: int) -> SimpleNamespace:
        if interface > 1 or other:
            raise IndexError(interface)
        kind = (VENDOR_SPECIFIC, PRINTER)[interface]
        return _descriptor("bAlternateSetting bInterfaceSubClass bInterfaceProtocol iInterface",
                           bInterfaceNumber=interface, bNumEndpoints=2 * interface, bInterfaceClass=kind)  # fmt: skip

    def get_endpoint_descriptor(self, device: object, n: int, *_: int) -> SimpleNamespace:
        return _descriptor("bInterval bRefresh bSynchAddress", bEndpointAddress=(IN, OUT)[n], bmAttributes=BULK,
                           wMaxPacketSize=64)  # fmt: skip

    def open_device(self, device: object) -> object:
        return self

    def close_device(self, handle: object) -> None:
        self.mechanism.hang_up()

    def get_configuration(self, handle: object) -> int:
        return 1

    def is_kernel_driver_active(self, handle: object, interface: int) -> bool:
        return not self.taken_over

    def detach_kernel_driver(self, handle: object, interface: int) -> None:
        self.taken_over = True

    def claim_interface(self, handle: object, interface: int) -> None:
        self.claimed.add(interface)

    def release_interface(self, handle: object, interface: int) -> None:
        self.claimed.discard(interface)

    def bulk_write(self, handle: object, channel: int, interface: int, outgoing: Any, timeout: int) -> int:
        assert (channel, interface) == (OUT, 1)
        assert timeout > 0, "0 would wait for ever"
        self._there()
        if self.mechanism.fail is Fail.HANGS:
            raise usb.core.USBTimeoutError("nothing was taken")
        taken = outgoing.tobytes()[:MOST_AT_ONCE]
        with self._came:
            self._answers += b"".join(answer.outgoing for answer in self.mechanism.take(taken))
            self._run()
            self._came.notify_all()
        self._there()
        return len(taken)

    def bulk_read(self, handle: object, channel: int, interface: int, into: "array.array[int]", timeout: int) -> int:
        assert (channel, interface) == (IN, 1)
        assert timeout > 0, "0 would wait for ever"
        self._there()
        with self._came:
            self._run()
            if not self._came.wait_for(lambda: self._answers, timeout / 1000):
                raise usb.core.USBTimeoutError("nothing came")
            now, self._answers = self._answers[: len(into)], self._answers[len(into) :]
        into[: len(now)] = array.array("B", now)
        return len(now)

    intr_read = iso_read = bulk_read  # pyusb looks all three up before it uses the one of this channel's kind
    intr_write = iso_write = bulk_write

    def _run(self) -> None:
        for done in self.mechanism.run(time.monotonic()):
            if isinstance(done, Answer):
                self._answers += done.outgoing
            else:
                self.tickets.append(done.image)

    def _gone(self) -> bool:
        return self.unplugged or self.mechanism.fail is Fail.UNREACHABLE

    def _there(self) -> None:
        """A device that left the bus, or left it and came back, is another one."""
        if self._gone() or self._restarted != self.mechanism.restarted:
            self._restarted, self._answers = self.mechanism.restarted, b""
            raise usb.core.USBError("No such device (it may have been disconnected)", errno=errno.ENODEV)


def _descriptor(zeros: str, **known: object) -> SimpleNamespace:
    always = {"bLength": 0, "bDescriptorType": 0, "extra_descriptors": array.array("B")}
    return SimpleNamespace(**always, **dict.fromkeys(zeros.split(), 0), **known)
