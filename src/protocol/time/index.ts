export { addCalendarDays, addMonths, weekdayOf } from './day.ts';
export { holidayLibrary } from './holidayLibrary.ts';
export type { HolidayRegion, PublicHolidays } from './holidayRegion.ts';
export { periodsOfDay } from './openings.ts';
export { addWorkingDays, isWorkingDay, type WorkCalendar, type WorkingHours } from './workCalendar.ts';
export { addWorkingTime, closingTime, isWithin, nextOpening, workingTimeBetween } from './workingTime.ts';
export { instantOf, wallTime } from './zone.ts';
