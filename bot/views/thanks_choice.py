"""App Home: how I like to be thanked."""

from bot.domain.reader import Reader
from bot.ports import Preferences
from bot.views import kudos_ids as ids
from bot.views.blocks import option, section, select
from bot.views.message import Block
from bot.views.words import say

PUBLIC, PRIVATE = "public", "private"


def home_section(chosen: Preferences, reader: Reader) -> list[Block]:
    """The choice, with what each means; nobody else is told."""
    options = [
        option(say(reader, ko="팀 채널에서", en="In the team's channel"), PUBLIC),
        option(say(reader, ko="나에게만 DM으로", en="Quietly, by direct message"), PRIVATE),
    ]
    menu = select(
        ids.CHOOSE_THANKS,
        options,
        placeholder=say(reader, ko="고르기", en="Choose"),
        initial=chosen.thanks or PUBLIC,
    )
    said = say(
        reader,
        ko="*감사 인사를 어떻게 받고 싶으세요?*\n무엇을 고르셨는지는 아무에게도 알리지 않습니다.",
        en="*How do you like to be thanked?*\nNobody is told what you choose.",
    )
    return [section(said, accessory=menu)]
