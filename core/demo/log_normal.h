#pragma once

namespace binnacle::demo {

// How long something takes, in milliseconds: log-normal, as request latencies are. `mu` and `sigma`
// are those of the logarithm.
struct LogNormal
{
    double mu = 0;
    double sigma = 0.5;

    static LogNormal ofMedian(double median, double sigma);
    // REQUIRES: mean > 0, variance >= 0.
    static LogNormal ofMoments(double mean, double variance);

    double mean() const;
    double variance() const;
    double quantile95() const;
    // The share that takes at most e^logMs.
    double shareUpTo(double logMs) const;
};

// Sums and mixtures of log-normals by their moments (Fenton and Wilkinson): exact in mean and
// variance, near enough in shape. Weights need not sum up to 1.
class Moments
{
public:
    void add(const LogNormal &part, double weight);
    bool isEmpty() const { return m_weight <= 0; }
    double weight() const { return m_weight; }
    // REQUIRES: not empty.
    LogNormal mixture() const;

private:
    double m_weight = 0;
    double m_first = 0;
    double m_second = 0;
};

} // namespace binnacle::demo
