"""Words of people's own lives: with one of them, a message is less probably about a customer.

"My gym finally refunded me" has every word of a refund; only the gym tells that it is nobody's case. A word that
the team's own topics use is not counted, since a gym's support team is asked about gyms.
"""

import re
from collections.abc import Collection, Iterable

from bot.domain.lexical import fold, is_hangul

_KOREAN = """
엄마 아빠 부모님댁 남편 와이프 남자친구 여자친구 남친 여친 동생 언니네 오빠 누나 할머니댁 이모 삼촌 조카 시댁 처가
강아지 고양이 반려견 산책 동네 윗집 아랫집 집주인 아파트 원룸 전세 월세 이사 집들이 우리집 자취
헬스장 필라테스 요가 등산 캠핑 여행 제주도 비행기표 호캉스 휴가 연차 퇴근 출근길 지각 회식 야근 월급 사내식당 구내식당
점심 저녁밥 아침밥 야식 치킨 피자 떡볶이 커피 맥주 소주 맛집 배고 배달음식 배달의민족 배민 쿠팡 당근마켓 무신사
넷플릭스 유튜브 드라마 영화 콘서트 웹툰 게임 야구 축구 월드컵 아이돌 노래방 틱톡 비트코인 주식 로또
감기 몸살 치과 다이어트 미용실 소개팅 결혼식 청첩장 돌잔치 생일 명절 추석 설날 지하철 버스 택시 주차 날씨
"""
_ENGLISH = """
mom, mum, dad, my wife, my husband, boyfriend, girlfriend, my brother, my sister, my son, my daughter, my grandma, my aunt,
my uncle, my cousin, my dog, my cat, puppy, kitten, landlord, neighbour, neighbor, my flat, my apartment, roommate, flatmate,
gym, yoga, hiking, camping, vacation, my trip, my flight, airbnb, my hotel, my weekend, this weekend, lunch, dinner, breakfast,
pizza, burger, sushi, beer, coffee, hungry, restaurant, takeaway, uber eats, doordash, netflix, spotify, youtube, movie, concert,
festival, my game, xbox, playstation, console, steam, football, baseball, soccer, bitcoin, crypto wallet, my instagram,
instagram password, tiktok, tinder, my bike, my car, dentist, haircut, wedding, weddings, birthday, christmas, my train,
the bus, traffic, weather, homework, my exam, payday, my boss, lol, haha
"""


def private_words(used: Iterable[str]) -> re.Pattern[str]:
    """Finds, in a folded text, the words of private life that none of the folded phrases of the files use."""
    phrases = "\n".join(used)
    words = [*_KOREAN.split(), *(word.strip() for word in _ENGLISH.replace("\n", " ").split(","))]
    own = [
        folded
        for word in dict.fromkeys(words)
        if (folded := fold(word)) and not (folded in phrases and re.search(_pattern([folded]), phrases))
    ]
    return re.compile(_pattern(own))


def _pattern(folded: Collection[str]) -> str:
    """Any of them: Hangul anywhere, since spaces are dropped there; other words as a whole, asked for once a word begins."""
    hangul = [re.escape(word) for word in folded if is_hangul(word)]
    others = "|".join(re.escape(word) for word in folded if not is_hangul(word))
    return "|".join([*hangul, rf"\b(?:{others})s?\b"] if others else hangul) or r"(?!)"
