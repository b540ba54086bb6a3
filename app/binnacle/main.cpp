#include "app/binnacle/application.h"
#include "app/binnacle/options.h"
#include "core/runtime/log_output.h"
#include "core/runtime/settings_sources.h"

#include <QApplication>

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>
#include <string_view>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isGiven(std::span<char *> arguments, std::span<const std::string_view> wanted)
{
    return std::ranges::any_of(arguments, [wanted](std::string_view argument) {
        return std::ranges::find(wanted, argument) != wanted.end();
    });
}

// Qt aborts without a display. What opens no window works without one; for the rest it is said what
// is missing.
bool canStart(std::span<char *> arguments)
{
    constexpr std::array<std::string_view, 6> kUnseen{
        "-h", "--help", "--help-all", "-v", "--version", "--grab"};
    constexpr std::array<std::string_view, 2> kPlatform{"-platform", "--platform"};
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    if (isGiven(arguments, kPlatform))
        return true;
    if (isGiven(arguments, kUnseen))
        return qputenv("QT_QPA_PLATFORM", "offscreen");
    std::fputs("binnacle: there is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are "
               "not set). binnaclectl does the same without a window.\n",
        stderr);
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    if (!canStart({argv, static_cast<std::size_t>(argc)}))
        return 1;
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"binnacle"_s);
    QApplication::setApplicationDisplayName(u"Binnacle"_s);
    QApplication::setApplicationVersion(QStringLiteral(BINNACLE_VERSION));
    binnacle::runtime::installLogOutput();
    binnacle::runtime::raiseFileLimit();

    const auto options = binnacle::app::parseOptions(QApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "binnacle: %s\n", options.error().message.c_str());
        return 2;
    }
    binnacle::app::Application console(application, *options);
    return console.run();
}
