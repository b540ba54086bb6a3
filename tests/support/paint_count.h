#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QStyleHints>
#include <QTest>
#include <QWidget>

namespace binnacle::testkit {

// Counts what is painted of a view that is on the screen.
class PaintCount final : public QObject
{
public:
    explicit PaintCount(const QWidget &view)
        : m_view(view)
    {
        QCoreApplication::instance()->installEventFilter(this);
        QGuiApplication::styleHints()->setCursorFlashTime(0); // a caret that blinks is no news
    }

    // True: nothing more was painted for a while.
    bool settle()
    {
        constexpr int kQuietMs = 300; // longer than any timer of a view
        constexpr int kTimes = 30;
        for (int i = 0; i < kTimes; ++i) {
            const int before = m_count;
            QTest::qWait(kQuietMs);
            if (m_count == before)
                return true;
        }
        return false;
    }
    int count() const { return m_count; }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        const auto *widget = qobject_cast<const QWidget *>(object);
        if (event->type() == QEvent::Paint && widget
            && (widget == &m_view || m_view.isAncestorOf(widget)))
            ++m_count;
        return false;
    }

private:
    const QWidget &m_view;
    int m_count = 0;
};

} // namespace binnacle::testkit
