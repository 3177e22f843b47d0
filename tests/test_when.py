"""The time that a question is about is read as a newsreader would read it, and told from others."""

from datetime import date, timedelta

import pytest

from backissue.search.query.phrase import DayOfAskingUnknown
from backissue.search.query.when import Times, When, read_days, read_times

ASKED = date(2020, 7, 8)  # a Wednesday


def days(words: str) -> tuple[date | None, date | None]:
    """Read “2020-02-01 to 2020-02-29”; … stands for an open side."""
    first, _, last = words.partition(" to ")
    read = [None if day == "…" else date.fromisoformat(day) for day in (first, last or first)]
    return read[0], read[1]


ASKED_ABOUT = {
    # days
    "What was signed on 3 July 2020?": "2020-07-03",
    "What was signed on July 3, 2020?": "2020-07-03",
    "What was signed on July 3rd 2020?": "2020-07-03",
    "What was signed on the 3rd of July 2020?": "2020-07-03",
    "What was signed on Friday, 3 July 2020?": "2020-07-03",
    "What was signed on 2020-07-03?": "2020-07-03",
    "What was signed on 3.7.2020?": "2020-07-03",
    "What was signed on 13/07/2020?": "2020-07-13",
    "What was signed on 07/13/2020?": "2020-07-13",
    "What was signed on July 3?": "2020-07-03",
    "How many on July 4 and 7 people were hurt?": "2020-07-04",
    "What was on March 3 and 12 killed?": "2020-03-03",
    "What was signed on March 3 and 5 a.m. today?": "2020-03-03",
    "What was signed on March 3 and 5 in Leeds?": "2020-03-03 to 2020-03-05",
    "What was signed on March 3 to 5 near Leeds?": "2020-03-03 to 2020-03-05",
    "What was signed on 3 December?": "2019-12-03",
    "What was signed on 29 February?": "2020-02-29",
    "harbour 3 July 2020": "2020-07-03",
    "harbour 13 Jul 2020": "2020-07-13",
    "harbour Jul. 13, 2020": "2020-07-13",
    # days from the day of asking
    "What did the court rule today?": "2020-07-08",
    "What did the court rule yesterday?": "2020-07-07",
    "What of yesterday's ruling?": "2020-07-07",
    "What did he say last night?": "2020-07-07",
    "What did he say this morning?": "2020-07-08",
    "What did he say the day before yesterday?": "2020-07-06",
    "Who was arrested two days ago?": "2020-07-06",
    "Who was arrested on Friday?": "2020-07-03",
    "Who was arrested last Friday?": "2020-07-03",
    "Who was arrested Friday?": "2020-07-03",
    "Who was arrested on Wednesday?": "2020-07-08",
    "Who was arrested last Wednesday?": "2020-07-01",
    "Who was arrested on Monday morning?": "2020-07-06",
    "Who was arrested Monday night?": "2020-07-06",
    "What of Monday's ruling?": "2020-07-06",
    "Who was arrested a week ago today?": "2020-07-01",
    "Who was arrested on the morning of 3 July 2020?": "2020-07-03",
    "Who was arrested on the first Tuesday of November 2019?": "2019-11-05",
    "What was signed after Jan. 6?": "2020-01-07 to …",
    "税 2020年7月3日": "2020-07-03",
    "harbour 3-7-2020": "2020-03-07",
    "harbour 13-07-2020": "2020-07-13",
    "harbour 1989 November 9": "1989-11-09",
    "harbour 1989, Nov. 9": "1989-11-09",
    "What was signed on 3 July '19?": "2019-07-03",
    "What was signed on 3 July last year?": "2019-07-03",
    "What was signed on July 3 last year in Leeds?": "2019-07-03",
    "What was signed on the 5th of last month?": "2020-06-05",
    "Who was arrested the Monday before last?": "2020-06-29",
    "Who was arrested on the Wednesday before last?": "2020-06-24",
    "Who was arrested two Fridays ago?": "2020-06-26",
    "Who was arrested on the first Monday of March?": "2020-03-02",
    "Who was arrested on this day in 2019?": "2019-07-08",
    # weeks
    "Who resigned this week?": "2020-07-06 to 2020-07-12",
    "Who resigned last week?": "2020-06-29 to 2020-07-05",
    "Who resigned two weeks ago?": "2020-06-22 to 2020-06-28",
    "Who resigned in the week of 3 July 2020?": "2020-06-29 to 2020-07-05",
    "Who resigned in the first week of March 2020?": "2020-03-01 to 2020-03-07",
    "Who resigned in the last week of February 2020?": "2020-02-23 to 2020-02-29",
    "Who resigned over the weekend?": "2020-07-04 to 2020-07-05",
    "Who resigned last weekend?": "2020-07-04 to 2020-07-05",
    "Who meets this weekend?": "2020-07-11 to 2020-07-12",
    "Who resigned earlier this week?": "2020-07-06 to 2020-07-08",
    "Who resigned the week before last?": "2020-06-22 to 2020-06-28",
    "Who resigned the week before last in Leeds?": "2020-06-22 to 2020-06-28",
    "Who resigned the weekend before last?": "2020-06-27 to 2020-06-28",
    "Who resigned on Tuesday last week?": "2020-06-30",
    "Who resigned last week on Tuesday?": "2020-06-30",
    "Who resigned a fortnight ago?": "2020-06-22 to 2020-06-28",
    "Who resigned in the last week of 2019?": "2019-12-25 to 2019-12-31",
    "Who resigned early last week?": "2020-06-29 to 2020-06-30",
    "Who resigned at the end of last week?": "2020-07-03 to 2020-07-05",
    "Who resigned at the beginning of the week?": "2020-07-06 to 2020-07-07",
    "Who resigned earlier in the week?": "2020-07-06 to 2020-07-08",
    "Who resigned on the weekend of 3 July 2020?": "2020-07-03 to 2020-07-05",
    "Who resigned over the July 4 weekend?": "2020-07-04 to 2020-07-05",
    "Who resigned over the July 4th weekend of 2019?": "2019-07-04 to 2019-07-07",
    "Who resigned on the weekend of 2 July 2019?": "2019-06-29 to 2019-07-02",
    "Who resigned in the last weekend of May?": "2020-05-30 to 2020-05-31",
    "Who resigned in the second week of May?": "2020-05-08 to 2020-05-14",
    "Who resigned in the last week of May?": "2020-05-25 to 2020-05-31",
    "the week before last Christmas": "2019-12-18 to 2019-12-24",
    # months
    "What happened in February 2020?": "2020-02-01 to 2020-02-29",
    "What happened in Feb 2019?": "2019-02-01 to 2019-02-28",
    "What happened in 2020-02?": "2020-02-01 to 2020-02-29",
    "What happened in February?": "2020-02-01 to 2020-02-29",
    "What happened in November?": "2019-11-01 to 2019-11-30",
    "what happened in may": "2020-05-01 to 2020-05-31",
    "What happened last November?": "2019-11-01 to 2019-11-30",
    "What happened this month?": "2020-07-01 to 2020-07-31",
    "What happened in March last year?": "2019-03-01 to 2019-03-31",
    "What happened last month?": "2020-06-01 to 2020-06-30",
    "What happened in early March 2020?": "2020-03-01 to 2020-03-10",
    "What happened in mid-March 2020?": "2020-03-11 to 2020-03-20",
    "What happened at the end of March 2020?": "2020-03-21 to 2020-03-31",
    "Brexit January 2020": "2020-01-01 to 2020-01-31",
    "harbour Sept 2019": "2019-09-01 to 2019-09-30",
    "harbour mid-March": "2020-03-11 to 2020-03-20",
    "What happened late last month?": "2020-06-21 to 2020-06-30",
    "What happened the month before last?": "2020-05-01 to 2020-05-31",
    "What happened this month last year?": "2019-07-01 to 2019-07-31",
    "What happened in the last two months of 2019?": "2019-11-01 to 2019-12-31",
    "What happened six months ago?": "2020-01-01 to 2020-01-31",
    "What happened half a year ago?": "2020-01-01 to 2020-01-31",
    "What happened eighteen months ago?": "2019-01-01 to 2019-01-31",
    "What happened twenty-five months ago?": "2018-06-01 to 2018-06-30",
    "What happened in 3/2019?": "2019-03-01 to 2019-03-31",
    "What happened in March '19?": "2019-03-01 to 2019-03-31",
    "What happened in March '68?": "1968-03-01 to 1968-03-31",
    "Who said in May '60 Minutes' was unfair?": "2020-05-01 to 2020-05-31",
    "What happened towards the end of March?": "2020-03-21 to 2020-03-31",
    "What happened in the first half of May?": "2020-05-01 to 2020-05-15",
    "What happened in the second half of May 2019?": "2019-05-16 to 2019-05-31",
    "What happened in May of this year?": "2020-05-01 to 2020-05-31",
    "Did house prices fall last year?": "2019-01-01 to 2019-12-31",
    "Did the troops march last year?": "2019-01-01 to 2019-12-31",
    "What did Theresa May in 2019 propose?": "2019-01-01 to 2019-12-31",
    "What happened in the first days of May?": "2020-05-01 to 2020-05-03",
    "What happened in the last days of 2019?": "2019-12-29 to 2019-12-31",
    # seasons, quarters, halves
    "floods in the 2nd quarter of 2018": "2018-04-01 to 2018-06-30",
    "floods in 4th quarter 2018": "2018-10-01 to 2018-12-31",
    "floods during the summer of 2018": "2018-06-01 to 2018-08-31",
    "floods in summer 2018": "2018-06-01 to 2018-08-31",
    "storms in the winter of 2018": "2018-12-01 to 2019-02-28",
    "storms in the fall of 2017": "2017-09-01 to 2017-11-30",
    "storms last summer": "2019-06-01 to 2019-08-31",
    "storms this spring": "2020-03-01 to 2020-05-31",
    "sales in Q3 2019": "2019-07-01 to 2019-09-30",
    "sales in the third quarter of 2019": "2019-07-01 to 2019-09-30",
    "sales in the first half of 2019": "2019-01-01 to 2019-06-30",
    "sales in the latter half of 2019": "2019-07-01 to 2019-12-31",
    "sales last quarter": "2020-04-01 to 2020-06-30",
    "floods in the spring and summer of 2019": "2019-03-01 to 2019-08-31",
    "storms in winter 2018/19": "2018-12-01 to 2019-02-28",
    "storms over the summer": "2020-06-01 to 2020-08-31",
    "storms in the summer of '69": "1969-06-01 to 1969-08-31",
    "sales in 2019 Q3": "2019-07-01 to 2019-09-30",
    "sales in 2019Q3": "2019-07-01 to 2019-09-30",
    "storms in the summer of last year": "2019-06-01 to 2019-08-31",
    "sales in first quarter 2019": "2019-01-01 to 2019-03-31",
    "sales in the final quarter of 2019": "2019-10-01 to 2019-12-31",
    "sales in the second half last year": "2019-07-01 to 2019-12-31",
    "Did sales in Q2 this year fall?": "2020-04-01 to 2020-06-30",
    "sales in the opening months of 2019": "2019-01-01 to 2019-03-31",
    "sales in Q4": "2019-10-01 to 2019-12-31",
    "sales in Q2 of last year": "2019-04-01 to 2019-06-30",
    "sales in Q1–Q3 2019": "2019-01-01 to 2019-09-30",
    # years and decades
    "What happened in 2016?": "2016-01-01 to 2016-12-31",
    "What happened during 2016?": "2016-01-01 to 2016-12-31",
    "What changed this year?": "2020-01-01 to 2020-12-31",
    "What changed so far this year?": "2020-01-01 to 2020-07-08",
    "What changed earlier this year?": "2020-01-01 to 2020-07-08",
    "What changes later this year?": "2020-01-01 to 2020-12-31",
    "What changes at the end of this year?": "2020-01-01 to 2020-12-31",
    "What changed at the start of this month?": "2020-07-01 to 2020-07-10",
    "What changed in the year to date?": "2020-01-01 to 2020-07-08",
    "What changed the year before last?": "2018-01-01 to 2018-12-31",
    "What changed early last year?": "2019-01-01 to 2019-04-30",
    "What changed in the first half of last year?": "2019-01-01 to 2019-06-30",
    "What changed in all of 2019?": "2019-01-01 to 2019-12-31",
    "What changed last year?": "2019-01-01 to 2019-12-31",
    "Who was arrested three years ago?": "2017-01-01 to 2017-12-31",
    "prices in early 2020": "2020-01-01 to 2020-04-30",
    "prices in mid-2019": "2019-05-01 to 2019-08-31",
    "prices in late 2018": "2018-09-01 to 2018-12-31",
    "prices at the end of 2019": "2019-09-01 to 2019-12-31",
    "protests 2019": "2019-01-01 to 2019-12-31",
    "crime in the 1990s": "1990-01-01 to 1999-12-31",
    "crime in the '90s": "1990-01-01 to 1999-12-31",
    "crime in the ’90s": "1990-01-01 to 1999-12-31",
    "crime in the nineties": "1990-01-01 to 1999-12-31",
    "crime in the early 1990s": "1990-01-01 to 1993-12-31",
    "crime in the mid-eighties": "1983-01-01 to 1986-12-31",
    "crime all through 2019": "2019-01-01 to 2019-12-31",
    "What changed earlier in the year?": "2020-01-01 to 2020-07-08",
    # up to the day of asking
    "What changed in the past two weeks?": "2020-06-24 to 2020-07-08",
    "What changed in the last 7 days?": "2020-07-01 to 2020-07-08",
    "What changed in the past week?": "2020-07-01 to 2020-07-08",
    "What changed over the past year?": "2019-07-08 to 2020-07-08",
    "What changed over the last three months?": "2020-04-08 to 2020-07-08",
    "What changed in the last few days?": "2020-07-05 to 2020-07-08",
    "What changed in the past 48 hours?": "2020-07-06 to 2020-07-08",
    "What changed in the last hour?": "2020-07-07 to 2020-07-08",
    "the past decade of reforms": "2010-07-08 to 2020-07-08",
    "What changed in recent weeks?": "2020-06-17 to 2020-07-08",
    "What changed in the recent months of drought?": "2020-04-08 to 2020-07-08",
    # ranges
    "strikes between March and May 2019": "2019-03-01 to 2019-05-31",
    "strikes from November to March 2020": "2019-11-01 to 2020-03-31",
    "wars from 2015 to 2018": "2015-01-01 to 2018-12-31",
    "wars between 2015 and 2018": "2015-01-01 to 2018-12-31",
    "wars between 2015 & 2018": "2015-01-01 to 2018-12-31",
    "wars 2015-2018": "2015-01-01 to 2018-12-31",
    "wars 2015–18": "2015-01-01 to 2018-12-31",
    "rallies from March 3 to March 9, 2020": "2020-03-03 to 2020-03-09",
    "rallies from 3 to 9 March 2020": "2020-03-03 to 2020-03-09",
    "rallies 3–9 March 2020": "2020-03-03 to 2020-03-09",
    "rallies between 3 March and 9 April 2020": "2020-03-03 to 2020-04-09",
    "polls in January and February 2020": "2020-01-01 to 2020-02-29",
    "polls in January, February and March 2020": "2020-01-01 to 2020-03-31",
    "polls in 2017, 2018 and 2019": "2017-01-01 to 2019-12-31",
    "polls in 2018 or 2019": "2018-01-01 to 2019-12-31",
    "polls Mar–May 2020": "2020-03-01 to 2020-05-31",
    "polls from Nov to Feb 2020": "2019-11-01 to 2020-02-29",
    "polls in 2018/19": "2018-01-01 to 2019-12-31",
    "strikes from March 2018 to May": "2018-03-01 to 2018-05-31",
    "strikes from November 2018 to May": "2018-11-01 to 2019-05-31",
    "strikes between October and February": "2019-10-01 to 2020-02-29",
    "strikes from 7 July to 9 July": "2020-07-07 to 2020-07-09",
    "strikes between May and September": "2020-05-01 to 2020-09-30",
    "strikes from 2018 to the present": "2018-01-01 to 2020-07-08",
    "strikes from March 2018 until now": "2018-03-01 to 2020-07-08",
    "strikes between 2018 and now": "2018-01-01 to 2020-07-08",
    "strikes since 2018 until 2019": "2018-01-01 to 2019-12-31",
    "strikes after 2017 but before 2020": "2018-01-01 to 2019-12-31",
    "strikes before 9 March 2020 and after 3 March 2020": "2020-03-04 to 2020-03-08",
    "strikes since March 2018, but not after May 2018": "2018-03-01 to 2018-05-31",
    "strikes from Monday to Friday": "2020-06-29 to 2020-07-03",
    "strikes from Friday to Monday": "2020-07-03 to 2020-07-06",
    "strikes between Monday and Wednesday": "2020-07-06 to 2020-07-08",
    "strikes between Monday and Wednesday last week": "2020-06-29 to 2020-07-01",
    "strikes Monday to Friday last week": "2020-06-29 to 2020-07-03",
    "strikes between Friday and yesterday": "2020-07-03 to 2020-07-07",
    "strikes 2020-07-03/2020-07-06": "2020-07-03 to 2020-07-06",
    "strikes on 3, 4 and 5 July 2019": "2019-07-03 to 2019-07-05",
    "strikes on 3 or 4 July 2019": "2019-07-03 to 2019-07-04",
    "strikes in March and April of last year": "2019-03-01 to 2019-04-30",
    "strikes in Mar/Apr 2020": "2020-03-01 to 2020-04-30",
    # told by other days
    "strikes the day before 3 March 2020": "2020-03-02",
    "strikes three days after 3 March 2020": "2020-03-06",
    "strikes in the week after 3 March 2020": "2020-03-04 to 2020-03-10",
    "strikes in the two weeks before 3 March 2020": "2020-02-18 to 2020-03-02",
    "strikes the month after February 2020": "2020-03-01 to 2020-03-31",
    "strikes the year before 2020": "2019-01-01 to 2019-12-31",
    "strikes two years before 2020": "2018-01-01 to 2018-12-31",
    "profits in the three months to June 2019": "2019-04-01 to 2019-06-30",
    "deaths in the week ending 3 March 2020": "2020-02-26 to 2020-03-03",
    "deaths in the week beginning 2 March 2020": "2020-03-02 to 2020-03-08",
    "deaths in the week before last week": "2020-06-22 to 2020-06-28",
    # open on one side
    "strikes since 2015": "2015-01-01 to …",
    "strikes since March 2015": "2015-03-01 to …",
    "strikes since 3 March 2015": "2015-03-03 to …",
    "strikes since Friday": "2020-07-03 to …",
    "strikes as far back as 2015": "2015-01-01 to …",
    "strikes since the spring": "2020-03-01 to …",
    "strikes from 2015 onwards": "2015-01-01 to …",
    "strikes from 2015 on": "2015-01-01 to …",
    "rallies prior to 2020": "… to 2019-12-31",
    "rallies through March 2019": "… to 2019-03-31",
    "rallies before 2020": "… to 2019-12-31",
    "rallies before March 2020": "… to 2020-02-29",
    "rallies before 3 July 2020": "… to 2020-07-02",
    "rallies after July 2019": "2019-08-01 to …",
    "rallies in the days after 3 July 2019": "2019-07-04 to …",
    "rallies until March 2019": "… to 2019-03-31",
    "rallies up to 2019": "… to 2019-12-31",
    "rallies up to and including 2019": "… to 2019-12-31",
    "rallies up until March 2019": "… to 2019-03-31",
    "rallies before the end of 2019": "… to 2019-12-31",
    "rallies until the start of 2019": "… to 2019-01-01",
    "rallies after the start of 2019": "2019-01-01 to …",
    "rallies after the end of 2019": "2020-01-01 to …",
    "rallies since the beginning of the year": "2020-01-01 to …",
    "rallies not before 2020": "2020-01-01 to …",
    "rallies no earlier than March 2020": "2020-03-01 to …",
    "rallies not earlier than 3 March 2020": "2020-03-03 to …",
    "rallies not after March 2019": "… to 2019-03-31",
    "rallies no later than 2019": "… to 2019-12-31",
    "rallies not later than last week": "… to 2020-07-05",
    "rallies later than 2018": "2019-01-01 to …",
    "rallies earlier than 2018": "… to 2017-12-31",
    "rallies on or after 3 March 2020": "2020-03-03 to …",
    "rallies on or before 3 March 2020": "… to 2020-03-03",
    "rallies before and during 2019": "… to 2019-12-31",
    "rallies in 2019 or later": "2019-01-01 to …",
    "rallies 2019 or earlier": "… to 2019-12-31",
    "rallies 2019 onwards": "2019-01-01 to …",
    "rallies as from March 2019": "2019-03-01 to …",
    "no-confidence votes before 2020": "… to 2019-12-31",
}

MENTIONED = {
    "the 2016 Olympics budget": "2016",
    "the 1963 assassination": "1963",
    "What became of laws since the election of 2019?": "2019",
    "What followed since the 2016 referendum?": "2016",
    "What followed after the July 2019 riots?": "July 2019",
    "World Cup 2018 winner": "2018",
    "Who won World Cup 2018": "2018",
    "1984 by George Orwell": "1984",
    "2001: A Space Odyssey": "2001",
    "a forecast for 2030": "2030",
    "net zero by 2050": "2050",
    "the 3 July 2020 speech": "the 3 July 2020",
    "the run-up to 2020": "2020",
    "the road to 2020": "2020",
    "the class of 2020": "2020",
    "Tokyo 2020": "2020",
    "profits in fiscal year 2019": "2019",
    "houses built by 2019 standards": "2019",
    "What had changed by the end of 2019?": "the end of 2019",
    "What must be done by the end of 2020?": "the end of 2020",
    "strikes before and after 2019": "2019",
    "between 2015 and the war": "2015",
    "How long until 2030?": "2030",
    # denied or compared with
    "strikes not in 2019": "2019",
    "strikes not on 3 July 2020": "3 July 2020",
    "strikes never in 2019": "2019",
    "strikes not only in 2019": "2019",
    "strikes in years other than 2019": "2019",
    "strikes apart from 2019": "2019",
    "every strike but 2019": "2019",
    "strikes except in 2019": "2019",
    "strikes outside 2019": "2019",
    "strikes not last week": "last week",
    "more strikes than in 2019": "2019",
    "more strikes than last year": "last year",
    "compared with 2019": "2019",
    "prices compared to a year ago": "a year ago",
    "prices far higher than they were a year ago": "a year ago",
    "not since 2015": "2015",
    "It was not until 2019 that they met": "2019",
    "They did not meet until March 2019": "March 2019",
    "What was never said before 2019?": "2019",
    "It hadn’t been seen before 2019": "2019",
    "whether or not before 2019": "2019",
}

NO_TIME = [
    "Who won the 24 Hours of Le Mans?",
    "Who may win in the fall?",
    "What may the minister do?",
    "March for Our Lives organisers",
    "Did the troops march on Kabul?",
    "May resigns",
    "What did Theresa May say on Brexit?",
    "The views of Theresa May",
    "August Wilson play",
    "April Jones case",
    "Is the museum open Monday to Friday?",
    "the Monday before last's match",
    "Why do ladybugs come indoors during the fall?",
    "the holidays over the summer term",
    "the most recent weeks",
    "in recent years' budgets",
    "Audi Q3",
    "The Last Days of Pompeii",
    "Friday Night Lights",
    "What happened on Black Friday?",
    "USA Today poll",
    "Last Week Tonight",
    "The Day After Tomorrow",
    "a week is a long time in politics",
    "Who won the second half?",
    "the Spring collection of Dior",
    "the June 4 crackdown anniversary",
    "storms in the nineteenth century",
    "2,500 troops in Afghanistan",
    "an animal that froze 46,000 years ago",
    "1500 troops",
    "$2000 fine",
    "Area 51 raid",
    "Trial of the Chicago 7",
    "10:30 train",
    "5-4 ruling",
    "9/11 commission report",
    "COVID-19",
    "U.S.-China trade",
    "Boeing 737 MAX",
    "Section 230",
    "A second referendum?",
    "31 February 2020 was never",
    "Who resigns next Tuesday?",
    "Who is tried every Monday",
    "Who must leave by Monday?",
    "Who is host of the Academy Awards Sunday night?",
    "Who scored in the third quarter?",
    "Who scored in the last quarter?",
    "Where is he now?",
    "Which date is it?",
    "Monday's Child",
    "",
]


@pytest.mark.parametrize(("text", "expected"), ASKED_ABOUT.items(), ids=str)
def test_the_time_that_is_asked_about_is_read(text: str, expected: str) -> None:
    when = read_times(text, ASKED).when
    assert when is not None
    assert (when.first, when.last) == days(expected)
    assert not when.is_explicit


@pytest.mark.parametrize(("text", "expected"), MENTIONED.items(), ids=str)
def test_a_date_that_says_which_thing_is_meant_is_merely_mentioned(
    text: str, expected: str
) -> None:
    times = read_times(text, ASKED)
    assert times.when is None
    assert [text[each.start : each.end] for each in times.mentioned] == [expected]


@pytest.mark.parametrize("text", NO_TIME, ids=str)
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    assert read_times(text, ASKED) == Times()


def test_the_words_it_was_read_from_are_told() -> None:
    text = "What did he say in February 2020 of the 2016 vote?"
    times = read_times(text, ASKED)
    assert times.when == When(
        first=date(2020, 2, 1),
        last=date(2020, 2, 29),
        start=text.index("February"),
        end=text.index(" of the"),
    )
    (mentioned,) = times.mentioned
    assert (mentioned.first, text[mentioned.start : mentioned.end]) == (date(2016, 1, 1), "2016")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("strikes not before 2020, it seems", "not before 2020"),
        ("strikes since the 1990s", "since the 1990s"),
        ("strikes in 2019 or later", "2019 or later"),
        ("strikes after 2017 but before 2020", "after 2017 but before 2020"),
        ("strikes in the week of 3 July 2020", "3 July 2020"),
        ("strikes from 2018 until now", "2018 until now"),
    ],
)
def test_what_opens_a_side_is_told_with_it(text: str, said: str) -> None:
    when = read_times(text, ASKED).when
    assert when is not None
    assert text[when.start : when.end] == said


def test_what_leads_to_a_time_is_read_in_a_long_text_too() -> None:
    text = f"{'The harbour froze over. ' * 12}What was never said before 2019?"
    times = read_times(text, ASKED)
    assert times.when is None
    assert [text[each.start : each.end] for each in times.mentioned] == ["2019"]
    text = f"{'The harbour froze over. ' * 12}What was said before 2019?"
    when = read_times(text, ASKED).when
    assert when is not None
    assert text[when.start : when.end] == "before 2019"


def test_of_two_times_the_first_is_asked_about() -> None:
    times = read_times("What changed in 2019 and what in 2018?", ASKED)
    assert times.when is not None
    assert times.when.first == date(2019, 1, 1)
    assert [each.first for each in times.mentioned] == [date(2018, 1, 1)]


def test_days_on_both_sides_of_a_gap_are_no_one_time() -> None:
    times = read_times("strikes before 2018 and after 2020", ASKED)
    assert times.when is None
    assert [(each.first, each.last) for each in times.mentioned] == [
        (None, date(2017, 12, 31)),
        (date(2021, 1, 1), None),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who resigned last week?", "last week"),
        ("Who resigned yesterday?", "yesterday"),
        ("Who resigned on Friday?", "Friday"),
        ("What happened in November?", "November"),
        ("strikes since 3 March", "3 March"),
    ],
)
def test_without_a_day_of_asking_no_day_is_assumed(text: str, words: str) -> None:
    times = read_times(text, None)
    assert (times.when, times.mentioned) == (None, ())
    assert [text[start:end] for start, end in times.unresolved] == [words]
    assert read_times("strikes since March 2015", None) == read_times(
        "strikes since March 2015", ASKED
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 July 2020", "2020-07-03"),
        ("2020-07-03", "2020-07-03"),
        ("2020-07-03T23:30:00-05:00", "2020-07-03"),
        ("20200703", "2020-07-03"),
        ("2020-07", "2020-07-01 to 2020-07-31"),
        ("July 2020", "2020-07-01 to 2020-07-31"),
        ("2020", "2020-01-01 to 2020-12-31"),
        ("1963", "1963-01-01 to 1963-12-31"),
        ("yesterday", "2020-07-07"),
        ("now", "2020-07-08"),
        ("last week", "2020-06-29 to 2020-07-05"),
        ("3–9 March 2020", "2020-03-03 to 2020-03-09"),
        ("March to May 2019", "2019-03-01 to 2019-05-31"),
        ("3 juillet 2020", "2020-07-03"),
        ("3. Juli 2020", "2020-07-03"),
        ("2020年7月3日", "2020-07-03"),
        ("2020年7月3號", "2020-07-03"),
        ("2020年7月", "2020-07-01 to 2020-07-31"),
        ("2020年", "2020-01-01 to 2020-12-31"),
        ("2020년 7월 3일", "2020-07-03"),
    ],
)
def test_a_text_may_stand_for_days_as_a_whole(text: str, expected: str) -> None:
    assert read_days(text, ASKED) == days(expected)


@pytest.mark.parametrize(
    "text", ["soon", "harbour", "3 July 2020 harbour", "2020-13", "20201301", "x 2020", ""]
)
def test_what_is_no_date_as_a_whole_is_none(text: str) -> None:
    assert read_days(text, ASKED) is None


def test_days_that_depend_on_the_day_of_asking_are_not_guessed() -> None:
    with pytest.raises(DayOfAskingUnknown):
        read_days("yesterday", None)


@pytest.mark.parametrize("asked", [date.min, date.max, date(2024, 2, 29)])
def test_no_day_of_asking_is_too_early_or_too_late(asked: date) -> None:
    far = ["900 decades ago", "999 weeks ago", "after today", "before today", "week of today"]
    for text in [*ASKED_ABOUT, *MENTIONED, *NO_TIME, *far, "after 9999-12-31", "on Halloween"]:
        read_times(text, asked)


@pytest.mark.parametrize(
    ("words", "asked", "expected"),
    [
        ("the weekend", "2020-07-11", "2020-07-11 to 2020-07-12"),
        ("the weekend", "2020-07-13", "2020-07-11 to 2020-07-12"),
        ("last weekend", "2020-07-12", "2020-07-04 to 2020-07-05"),
        ("last weekend", "2020-07-13", "2020-07-11 to 2020-07-12"),
        ("this weekend", "2020-07-12", "2020-07-11 to 2020-07-12"),
        ("this weekend", "2020-07-13", "2020-07-18 to 2020-07-19"),
        ("this fall", "2020-07-08", "2020-09-01 to 2020-11-30"),
        ("this winter", "2020-01-31", "2019-12-01 to 2020-02-29"),
        ("this winter", "2020-07-08", "2020-12-01 to 2021-02-28"),
        ("last winter", "2020-01-31", "2018-12-01 to 2019-02-28"),
        ("last winter", "2020-07-08", "2019-12-01 to 2020-02-29"),
        ("last June", "2020-07-08", "2020-06-01 to 2020-06-30"),
        ("last July", "2020-07-08", "2019-07-01 to 2019-07-31"),
        ("29 February", "2021-01-01", "2020-02-29"),
        ("last week", "2020-01-01", "2019-12-23 to 2019-12-29"),
        ("last month", "2020-01-31", "2019-12-01 to 2019-12-31"),
        ("the past month", "2020-03-31", "2020-02-29 to 2020-03-31"),
        ("last quarter", "2020-01-31", "2019-10-01 to 2019-12-31"),
        ("the weekend before last", "2020-07-12", "2020-06-27 to 2020-06-28"),
        ("the weekend before last", "2020-07-13", "2020-07-04 to 2020-07-05"),
        ("the month before last", "2020-01-31", "2019-11-01 to 2019-11-30"),
        ("the year before 2020", "2020-07-08", "2019-01-01 to 2019-12-31"),
    ],
)
def test_what_is_near_depends_on_the_day_of_asking(words: str, asked: str, expected: str) -> None:
    assert read_days(words, date.fromisoformat(asked)) == days(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who plays in the final on August 12?", None),
        ("Which prices are cut through July 12?", None),
        ("What is shown from 3 to 9 August?", None),
        ("What is shown from July 20 to August 3?", None),
        ("What is shown the week before August 12?", None),
        ("What was shown from July 20 to yesterday?", "2019-07-20 to 2020-07-07"),
        ("What was shown from July 20, 2019 to August 3?", "2019-07-20 to 2019-08-03"),
        ("What was shown the week after July 4?", "2020-07-05 to 2020-07-11"),
        ("Who played in the final on July 7?", "2020-07-07"),
        ("Who played in the final on 12 October?", "2019-10-12"),
        ("Who has played since August 12?", "2019-08-12 to …"),
        ("Who played in the final on August 12, 2019?", "2019-08-12"),
    ],
)
def test_a_day_of_no_year_that_is_to_come_soon_is_left_open(
    text: str, expected: str | None
) -> None:
    when = read_times(text, ASKED).when
    assert (when and (when.first, when.last)) == (expected and days(expected))
    assert read_days("August 12", ASKED) == days("2019-08-12")


def test_a_weekday_is_the_latest_that_has_begun() -> None:
    for back in range(7):
        asked = ASKED - timedelta(days=back)
        when = read_times("Who was arrested on Sunday?", asked).when
        assert when is not None
        assert when.first is not None
        assert when.first.strftime("%A") == "Sunday"
        assert timedelta(0) <= asked - when.first < timedelta(days=7)
