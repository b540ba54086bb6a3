#pragma once

#include "core/domain/agent_state.h"

#include <QFrame>
#include <QString>

class QVBoxLayout;

namespace binnacle::ui {

// A frame that says where something will happen, by word, colour and pattern: production has
// chevrons, staging slanted lines, development a plain band.
class EnvironmentFrame : public QFrame
{
    Q_OBJECT

public:
    explicit EnvironmentFrame(QWidget *parent = nullptr);

    // `where`: the cluster's name, written after the word.
    void setEnvironment(Environment environment, const QString &where);
    Environment environment() const { return m_environment; }
    QString bandText() const; // "PROD · prod-eu"

protected:
    QVBoxLayout &body() { return *m_body; }
    void paintEvent(QPaintEvent *event) override;

private:
    void paintPattern(QPainter &painter, const QRectF &band, const QColor &color) const;

    Environment m_environment = Environment::Production;
    QString m_where;
    QVBoxLayout *m_body;
};

} // namespace binnacle::ui
