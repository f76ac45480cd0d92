"""A printer on USB, without a spooler between. `DoorShut` for whatever goes wrong, as at the other doors."""

from contextlib import suppress
from typing import Any

import usb.core
import usb.util

from .printer_doors import AT_ONCE, DoorShut, foreign_errors, left

PRINTER_CLASS = 7


class UsbDoor:
    """The printer with this vendor and product id. Needs libusb-1.0 and the right to use the device (docs/printers.md).
    Unlike python-escpos it does not reset the printer at each ticket, and waits for nothing without a limit."""

    answers = True

    def __init__(self, vendor: int, product: int, backend: Any = None) -> None:
        """`backend`: pyusb's way to the bus; None finds libusb."""
        self._ids, self._backend = (vendor, product), backend
        self._name = f"usb {vendor:04x}:{product:04x}"
        self._device: Any = None
        self._out: Any = None
        self._in: Any = None

    def seconds_for(self, size: int) -> float:
        """The line is faster than any printer."""
        return 0.0

    def open(self, until: float) -> None:
        """Find the printer, take it over from the system's own driver, find its two channels."""
        with foreign_errors(self._name):
            device = usb.core.find(idVendor=self._ids[0], idProduct=self._ids[1], backend=self._backend)
            if device is None:
                raise DoorShut(f"{self._name}: not plugged in or switched off")
            self._device = device
            interface = self._printer_interface(device)
            number = interface.bInterfaceNumber
            with suppress(NotImplementedError):  # only libusb 1 on Linux has drivers to take over from
                if device.is_kernel_driver_active(number):
                    device.detach_kernel_driver(number)
            usb.util.claim_interface(device, number)
            self._out = _channel(interface, usb.util.ENDPOINT_OUT)
            self._in = _channel(interface, usb.util.ENDPOINT_IN)
            if self._out is None:
                raise DoorShut(f"{self._name}: this is no printer")
            self.answers = self._in is not None

    def send(self, outgoing: bytes, until: float) -> None:
        """Hand over everything."""
        with foreign_errors(self._name):
            taken = 0
            while taken < len(outgoing):
                now = int(self._out.write(outgoing[taken : taken + AT_ONCE], _milliseconds(until)))
                if not now:
                    raise DoorShut(f"{self._name}: took {taken} of {len(outgoing)} bytes")
                taken += now

    def listen(self, until: float) -> bytes:
        """The next bytes."""
        if self._in is None:
            return b""
        with foreign_errors(self._name):
            try:
                return bytes(self._in.read(self._in.wMaxPacketSize, _milliseconds(until)))
            except usb.core.USBTimeoutError:
                return b""

    def close(self) -> None:
        """Leave."""
        if self._device is not None:
            with suppress(DoorShut), foreign_errors(self._name):
                usb.util.dispose_resources(self._device)
        self._device = self._out = self._in = None

    def _printer_interface(self, device: Any) -> Any:
        try:
            configuration = device.get_active_configuration()
        except usb.core.USBError:
            device.set_configuration()
            configuration = device.get_active_configuration()
        found = usb.util.find_descriptor(configuration, bInterfaceClass=PRINTER_CLASS)
        return configuration[(0, 0)] if found is None else found


def _channel(interface: Any, direction: int) -> Any:
    def goes(endpoint: Any) -> bool:
        bulk: bool = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        return bulk and bool(usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction)

    return usb.util.find_descriptor(interface, custom_match=goes)


def _milliseconds(until: float) -> int:
    return max(int(left(until) * 1000), 1)
