"""What machines ask, and what is asked about them."""

from collections.abc import Mapping
from urllib.parse import quote

from .asking import Asking, Nothing
from .device_messages import Claim, DeviceNow, Devices, Pairing
from .device_state import DeviceState


class DeviceCalls(Asking):
    """Pairing, states, the list, the survey."""

    def report_state(self, state: DeviceState) -> None:
        """How this machine's parts are, all of them; on each change at once, and every 30 s."""
        self._ask("POST", "/devices/me/state", Nothing, state.body())

    def answer_survey(self, marks: Mapping[str, int]) -> None:
        """What a visitor has answered at this kiosk: element → 1 to 4. Asked again it counts again."""
        self._ask("POST", "/survey", Nothing, {"marks": dict(marks)})

    def devices(self) -> Devices:
        """Every paired machine, and what the person in charge should know now."""
        return self._ask("GET", "/devices", Devices)

    def begin_pairing(self, kind: str) -> Pairing:
        """A code to show, for a machine that has no key."""
        return self._ask("POST", "/devices/pairing", Pairing, {"kind": kind})

    def claim_pairing(self, secret: str) -> Claim:
        """Whether it has been approved: then with its key."""
        return self._ask("POST", "/devices/pairing/claim", Claim, {"secret": secret})

    def approve_pairing(self, code: str, device: str) -> DeviceNow:
        """The machine that shows this code is called so from now on."""
        return self._ask("POST", "/devices/pairing/approve", DeviceNow, {"code": code, "device": device})

    def revoke_device(self, device: str) -> DeviceNow:
        """Its key counts no longer."""
        return self._ask("POST", f"/devices/{quote(device)}/revoke", DeviceNow)
