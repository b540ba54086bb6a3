#include "app/binnacle/first_paint.h"

#include <QEvent>
#include <QLoggingCategory>
#include <QTimer>

#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

Q_LOGGING_CATEGORY(logStart, "binnacle.start")

namespace binnacle::app {

namespace {

// Milliseconds since this process was started, to the clock tick (10 ms); -1 where unknown.
long sinceProcessStart()
{
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream fields(line.substr(line.rfind(')') + 1)); // the name may contain spaces
    std::string field;
    for (int i = 3; i <= 22; ++i) // proc(5): starttime is the 22nd field
        fields >> field;
    timespec now{};
    if (!fields || ::clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return -1;
    const long started = std::stol(field) * 1000 / ::sysconf(_SC_CLK_TCK);
    return now.tv_sec * 1000 + now.tv_nsec / 1'000'000 - started;
}

} // namespace

FirstPaint::FirstPaint(QObject &window)
    : QObject(&window)
{
    window.installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        // Children paint within the same pass; a zero timer runs when it is over.
        QTimer::singleShot(0, this, [this] {
            qCInfo(logStart, "first window painted ms=%ld", sinceProcessStart());
            deleteLater();
        });
    }
    return QObject::eventFilter(watched, event);
}

} // namespace binnacle::app
