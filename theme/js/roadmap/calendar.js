/**
 * @file The plan as a calendar file (iCalendar, RFC 5545): an entry of whole days for each chapter.
 *
 * A part of the script `roadmap.js`. Invariant: an entry is named after its place on the road, which
 * a station keeps when its chapter is written, so that importing a plan again changes entries and
 * doubles none; lines are folded at 75 bytes.
 */

/** Signs that have a meaning in a text of the format. */
function calendarText(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** A line of at most 75 bytes; what is longer goes on in lines that begin with a blank. */
function folded(line) {
  const encoder = new TextEncoder();
  let [text, length] = ["", 0];
  for (const letter of line) {
    const bytes = encoder.encode(letter).length;
    if (length + bytes > 74) {
      text += "\r\n ";
      length = 1;
    }
    text += letter;
    length += bytes;
  }
  return text;
}

function calendarEntry(station, place) {
  const day = (number) => dayText(number).replace(/-/g, "");
  const title = station.chapter ? station.title : `${station.title} (${say("plan_planned")})`;
  const url = station.chapter && /^https?:/.test(location.protocol) ? [`URL:${new URL(siteRoot + station.chapter.path, document.baseURI).href}`] : [];
  return [
    "BEGIN:VEVENT",
    `UID:station-${place + 1}@${book}.coursebook`,
    `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;VALUE=DATE:${day(station.begins)}`,
    `DTEND;VALUE=DATE:${day(station.ends)}`,
    `SUMMARY:${calendarText(title)}`,
    `DESCRIPTION:${calendarText(station.phase)}`,
    ...url,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** The text of the file; empty without a plan. */
function calendar(made) {
  if (!made) {
    return "";
  }
  const name = say("plan_calendar_name", { book: site ? site.title : book });
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Coursebook//Plan//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${calendarText(name)}`,
    ...made.dated.flatMap(calendarEntry),
    "END:VCALENDAR",
    "",
  ];
  return lines.map(folded).join("\r\n");
}
