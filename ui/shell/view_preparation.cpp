#include "ui/shell/view_preparation.h"

#include "ui/shell/main_window.h"
#include "ui/shell/view_registry.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QWidget>

#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kAfterStartMs = 1'500; // the first view's data come first
constexpr int kBetweenMs = 60;
constexpr int kAfterInputMs = 250;
constexpr qint64 kStepMs = 8; // of styling

} // namespace

ViewPreparation::ViewPreparation(MainWindow &window)
    : QObject(&window)
    , m_window(window)
    , m_views(window.viewIds())
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ViewPreparation::takeStep);
    m_next.start(kAfterStartMs);
    qApp->installEventFilter(this);
}

bool ViewPreparation::eventFilter(QObject *watched, QEvent *event)
{
    const bool isInput = event->type() == QEvent::KeyPress
        || event->type() == QEvent::MouseButtonPress || event->type() == QEvent::Wheel;
    if (isInput && m_next.remainingTime() < kAfterInputMs)
        m_next.start(kAfterInputMs);
    return QObject::eventFilter(watched, event);
}

void ViewPreparation::takeStep()
{
    if (!m_unstyled.empty()) {
        styleSome();
    } else if (!m_toPlace.isEmpty()) {
        const View *view = m_window.view(std::exchange(m_toPlace, {}));
        for (QWidget *widget : view->findChildren<QWidget *>())
            m_unstyled.emplace_front(widget);
    } else if (!m_views.isEmpty()) {
        m_toPlace = m_views.takeFirst();
        m_window.makeAhead(m_toPlace);
    }
    if (isDone())
        qApp->removeEventFilter(this);
    else
        m_next.start(kBetweenMs);
}

void ViewPreparation::styleSome()
{
    QElapsedTimer since;
    since.start();
    while (!m_unstyled.empty() && !since.hasExpired(kStepMs)) {
        if (const QPointer<QWidget> widget = m_unstyled.front())
            widget->ensurePolished();
        m_unstyled.pop_front();
    }
}

} // namespace binnacle::ui
