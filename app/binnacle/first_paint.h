#pragma once

#include <QObject>

namespace binnacle::app {

// Logs (category binnacle.start) when the window has painted for the first time and how long after
// the start of the process that was. Removes itself.
class FirstPaint : public QObject
{
    Q_OBJECT

public:
    explicit FirstPaint(QObject &window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace binnacle::app
