#include "app/binnacle/portrait.h"

#include "ui/theme/theme.h"

#include <QDir>

namespace binnacle::app {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSettleMs = 2'500; // answers of the store and the next live updates

} // namespace

Portrait::Portrait(ui::MainWindow &window, const ui::Theme &theme, const QString &directory)
    : m_window(window)
    , m_theme(theme)
    , m_directory(directory)
    , m_left(window.viewIds())
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettleMs);
    connect(&m_settled, &QTimer::timeout, this, &Portrait::take);
}

void Portrait::start()
{
    m_window.setAttribute(Qt::WA_DontShowOnScreen);
    m_window.show();
    openNext();
}

void Portrait::openNext()
{
    if (m_left.isEmpty()) {
        emit finished(m_failed ? 1 : 0);
        return;
    }
    m_window.openView(m_left.front());
    m_settled.start();
}

void Portrait::take()
{
    const QSize size = m_window.size();
    const QString name = u"%1-%2-%3x%4.png"_s.arg(m_left.takeFirst(), ui::themeKey(m_theme.name()),
        QString::number(size.width()), QString::number(size.height()));
    const QDir directory(m_directory);
    if (!directory.mkpath(u"."_s) || !m_window.grab().save(directory.filePath(name))) {
        qWarning("cannot write %s", qPrintable(directory.filePath(name)));
        m_failed = true;
    }
    openNext();
}

} // namespace binnacle::app
