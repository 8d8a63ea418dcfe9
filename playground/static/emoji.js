// The :shortcodes: people and bots use most, under Slack's names. One that is missing stays as it was typed.

const TABLE = `
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rofl 🤣 blush 😊 slightly_smiling_face 🙂 wink 😉 heart_eyes 😍
relieved 😌 thinking_face 🤔 neutral_face 😐 expressionless 😑 disappointed 😞 worried 😟 cry 😢 sob 😭 angry 😠 rage 😡
sweat 😓 sweat_smile 😅 cold_sweat 😰 scream 😱 flushed 😳 sleeping 😴 mask 😷 sunglasses 😎 star-struck 🤩 partying_face 🥳
hugging_face 🤗 face_with_raised_eyebrow 🤨 zipper_mouth_face 🤐 shushing_face 🤫 saluting_face 🫡 melting_face 🫠 innocent 😇
wave 👋 raised_hand ✋ raised_hands 🙌 clap 👏 pray 🙏 handshake 🤝 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 muscle 💪
point_right 👉 point_left 👈 point_up ☝️ point_up_2 👆 point_down 👇 writing_hand ✍️ crossed_fingers 🤞 v ✌️ fist ✊ call_me_hand 🤙
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 white_heart 🤍 black_heart 🖤 broken_heart 💔
sparkling_heart 💖 two_hearts 💕 heartpulse 💗 gift_heart 💝 hearts ♥️ heart_hands 🫶
ear 👂 eyes 👀 eye 👁️ brain 🧠 busts_in_silhouette 👥 bust_in_silhouette 👤 speaking_head_in_silhouette 🗣️ baby 👶 technologist 🧑‍💻
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ no_entry ⛔ no_entry_sign 🚫
warning ⚠️ rotating_light 🚨 sos 🆘 exclamation ❗ heavy_exclamation_mark ❗ question ❓ grey_question ❔ bangbang ‼️ interrobang ⁉️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣
white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_green_square 🟩 small_blue_diamond 🔹 small_orange_diamond 🔸 black_small_square ▪️
hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ timer_clock ⏲️ alarm_clock ⏰ clock9 🕘 watch ⌚ calendar 📆 date 📅 spiral_calendar_pad 🗓️
bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 left_speech_bubble 🗨️ thought_balloon 💭 telephone_receiver 📞 phone ☎️
email ✉️ envelope ✉️ incoming_envelope 📨 mailbox 📫 love_letter 💌 memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 page_facing_up 📄
bookmark 🔖 books 📚 book 📖 scroll 📜 newspaper 📰 file_folder 📁 inbox_tray 📥 outbox_tray 📤 package 📦 link 🔗 paperclip 📎 pushpin 📌
round_pushpin 📍 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓 key 🔑 shield 🛡️ gear ⚙️ wrench 🔧 hammer_and_wrench 🛠️ toolbox 🧰 bug 🐛
computer 💻 iphone 📱 desktop_computer 🖥️ printer 🖨️ electric_plug 🔌 battery 🔋 satellite_antenna 📡 floppy_disk 💾 card_index_dividers 🗂️
bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 moneybag 💰 credit_card 💳 receipt 🧾 dollar 💵 shopping_trolley 🛒 truck 🚚
star ⭐ star2 🌟 sparkles ✨ dizzy 💫 boom 💥 fire 🔥 zap ⚡ sunny ☀️ sunrise 🌅 city_sunset 🌇 partly_sunny ⛅ cloud ☁️ umbrella ☂️ rainbow 🌈
crescent_moon 🌙 full_moon 🌕 new_moon_with_face 🌚 night_with_stars 🌃 milky_way 🌌 earth_asia 🌏 earth_africa 🌍 globe_with_meridians 🌐
seedling 🌱 herb 🌿 four_leaf_clover 🍀 evergreen_tree 🌲 deciduous_tree 🌳 cactus 🌵 tulip 🌷 sunflower 🌻 cherry_blossom 🌸 rose 🌹 bouquet 💐 hibiscus 🌺
potted_plant 🪴 fallen_leaf 🍂 maple_leaf 🍁 leaves 🍃 snowflake ❄️ droplet 💧 ocean 🌊 mountain ⛰️
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 crown 👑 gem 💎 dart 🎯 rocket 🚀
athletic_shoe 👟 runner 🏃 running 🏃 checkered_flag 🏁 triangular_flag_on_post 🚩 relay 🏃 baton 🪄 magic_wand 🪄 compass 🧭 world_map 🗺️ bridge_at_night 🌉
bulb 💡 candle 🕯️ flashlight 🔦 art 🎨 musical_note 🎵 jigsaw 🧩 puzzle_piece 🧩 game_die 🎲 joystick 🕹️ scales ⚖️ balance_scale ⚖️ anchor ⚓
house 🏠 office 🏢 hospital 🏥 school 🏫 factory 🏭 airplane ✈️ car 🚗 ambulance 🚑 fire_engine 🚒 construction 🚧 vertical_traffic_light 🚦 octagonal_sign 🛑
coffee ☕ tea 🍵 beer 🍺 pizza 🍕 cake 🍰 birthday 🎂 apple 🍎 doughnut 🍩 taco 🌮 rice 🍚 knife_fork_plate 🍽️
dog 🐶 cat 🐱 bear 🐻 turtle 🐢 bee 🐝 butterfly 🦋 bird 🐦 owl 🦉 penguin 🐧 whale 🐳 octopus 🐙 unicorn_face 🦄 robot_face 🤖
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ arrow_right_hook ↪️ leftwards_arrow_with_hook ↩️ arrows_counterclockwise 🔄
fast_forward ⏩ rewind ⏪ arrow_forward ▶️ double_vertical_bar ⏸️ black_square_for_stop ⏹️ repeat 🔁 heavy_plus_sign ➕ heavy_minus_sign ➖
information_source ℹ️ ok 🆗 new 🆕 free 🆓 cool 🆒 up 🆙 recycle ♻️ infinity ♾️ copyright ©️ tm ™️ 100 💯
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 hash #️⃣
kr 🇰🇷 flag-kr 🇰🇷 us 🇺🇸 flag-us 🇺🇸 gb 🇬🇧 flag-gb 🇬🇧 de 🇩🇪 flag-de 🇩🇪 jp 🇯🇵 flag-jp 🇯🇵 flag-eu 🇪🇺
palm_tree 🌴 beach_with_umbrella 🏖️ desert_island 🏝️ luggage 🧳 face_with_thermometer 🤒 pill 💊 adhesive_bandage 🩹 wheelchair ♿ ear_with_hearing_aid 🦻
safety_vest 🦺 ring_buoy 🛟 lifebuoy 🛟 raising_hand 🙋 bow 🙇 man-bowing 🙇‍♂️ woman-bowing 🙇‍♀️ people_hugging 🫂 folded_hands 🙏 palms_up_together 🤲
`;

const words = TABLE.trim().split(/\s+/);
export const EMOJI = new Map();
for (let index = 0; index < words.length; index += 2) EMOJI.set(words[index], words[index + 1]);

/** For the reaction menu: what colleagues press most. */
export const QUICK = ["white_check_mark", "eyes", "pray", "raised_hands", "heart", "tada", "+1", "smile", "handshake", "thinking_face",
  "clap", "100", "fire", "star", "bulb", "seedling", "wave", "muscle", "coffee", "hourglass", "warning", "rotating_light", "x", "question"];

const CODE = /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g;

/** "Well done :tada:" → "Well done 🎉" */
export const emojify = (text) => text.replace(CODE, (whole, name) => EMOJI.get(name) ?? whole);
export const emojiFor = (name) => EMOJI.get(name.replace(/::skin-tone-\d$/, "")) ?? `:${name}:`;

export function findEmoji(query, limit = 8) {
  const starts = [...EMOJI.keys()].filter((name) => name.startsWith(query));
  const contains = [...EMOJI.keys()].filter((name) => !name.startsWith(query) && name.includes(query));
  return [...starts, ...contains].slice(0, limit);
}
