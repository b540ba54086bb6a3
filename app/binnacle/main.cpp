#include "app/binnacle/application.h"
#include "app/binnacle/options.h"
#include "core/runtime/log_output.h"
#include "core/runtime/settings_sources.h"

#include <QApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
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
